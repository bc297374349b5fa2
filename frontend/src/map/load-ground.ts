import type L from "leaflet";
import type { PlacesApi } from "../api/places";
import type { BaseMap } from "./base-map";
import { showCityWhenNear } from "./city/show-city-when-near";
import { showStatesWhenNear } from "./place-names/show-states-when-near";
import { showTownsWhenNear } from "./place-names/show-towns-when-near";
import { addTiles, configuredTiles } from "./tiles";
import { loadWorldShapes } from "./world-shapes";

export interface GroundParts {
  readonly signal: AbortSignal;
  /** Names towns; null on a page without it. */
  readonly places: PlacesApi | null;
  readonly onTilesFailure: () => void;
}

/** Load what the base map draws, and the tiles where the server names some. */
export function loadGround(map: L.Map, base: BaseMap, { signal, places, onTilesFailure }: GroundParts): void {
  const tiles = configuredTiles();
  if (tiles !== null) addTiles(map, tiles, onTilesFailure);
  loadWorldShapes(signal).then(
    (shapes) => base.setShapes(shapes),
    // Without the world there is still the graticule, and the fleet is what matters.
    () => undefined,
  );
  showCityWhenNear(map, base, signal);
  showStatesWhenNear(map, base, signal);
  if (places !== null) showTownsWhenNear(map, base, places, signal);
}
