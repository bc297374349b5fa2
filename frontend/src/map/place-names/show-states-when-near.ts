import type L from "leaflet";
import type { BaseMap } from "../base-map";
import { STATES_FROM_ZOOM } from "./draw-states";
import { hasTiles } from "./has-tiles";
import { loadStateShapes } from "./state-shapes";

/** After a failure, the next move of the map retries, but not before this time. */
const RETRY_MS = 30_000;

/** Load states and provinces once the view is near enough to show them, unless tiles cover the built-in map. */
export function showStatesWhenNear(map: L.Map, base: BaseMap, signal: AbortSignal): void {
  let askAtMs = 0;
  const look = () => {
    if (performance.now() < askAtMs || map.getZoom() < STATES_FROM_ZOOM || hasTiles(map)) return;
    askAtMs = Number.POSITIVE_INFINITY;
    loadStateShapes(signal).then(
      (states) => base.setStates(states),
      () => {
        askAtMs = performance.now() + RETRY_MS;
      },
    );
  };
  map.on("moveend layerremove", look);
  look();
}
