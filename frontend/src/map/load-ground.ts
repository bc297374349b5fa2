import type L from "leaflet";
import type { PlaceNamesApi } from "../api/place-names";
import type { BaseMap } from "./base-map";
import { showStatesWhenNear } from "./place-names/show-states-when-near";
import { showTownsWhenNear } from "./place-names/show-towns-when-near";
import { showStreetsWhenNear } from "./streets/show-streets-when-near";
import { configuredFiles } from "./streets/street-file";
import { loadWorldShapes } from "./world-shapes";

export interface GroundParts {
  readonly signal: AbortSignal;
  /** Names towns; null on a page without it. */
  readonly places: PlaceNamesApi | null;
}

/** Load what the built-in map draws. */
export function loadGround(map: L.Map, base: BaseMap, { signal, places }: GroundParts): void {
  loadWorldShapes(signal).then(
    (shapes) => base.setShapes(shapes),
    // Without the world there is still the graticule, and the fleet is what matters.
    () => undefined,
  );
  for (const file of configuredFiles()) showStreetsWhenNear(map, base, file, signal);
  showStatesWhenNear(map, base, signal);
  if (places !== null) showTownsWhenNear(map, base, places, signal);
}
