import type L from "leaflet";
import type { BaseMap } from "./base-map";
import { showCityWhenNear } from "./city/show-city-when-near";
import { loadWorldShapes } from "./world-shapes";

/** Load what the built-in map draws. */
export function loadGround(map: L.Map, base: BaseMap, signal: AbortSignal): void {
  loadWorldShapes(signal).then(
    (shapes) => base.setShapes(shapes),
    // Without the world there is still the graticule, and the fleet is what matters.
    () => undefined,
  );
  showCityWhenNear(map, base, signal);
}
