import L from "leaflet";
import { MAX_LATITUDE } from "../geo/earth";
import { ZOOM_STEP } from "./canvas-layer";

/** From the bottom up. */
const PANES = ["base", "tiles", "trail", "fleet", "clusters", "selection", "tools"] as const;

/** Return a Leaflet map of the whole world, with a pane for each kind of layer; `isStill` has it move without animation. */
export function createMap(container: HTMLElement, isStill: boolean): L.Map {
  const map = L.map(container, {
    center: [25, 0],
    zoom: 2,
    minZoom: 2,
    maxZoom: 18,
    zoomSnap: ZOOM_STEP,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !isStill,
    inertia: !isStill,
    worldCopyJump: true,
    // The world ends in the north and south, and repeats itself in the east and west.
    maxBounds: [
      [-MAX_LATITUDE, -Infinity],
      [MAX_LATITUDE, Infinity],
    ],
    maxBoundsViscosity: 1,
    // Long presses are ours, on every system.
    tapHold: false,
  });
  PANES.forEach((name, i) => {
    map.createPane(name).style.zIndex = String(200 + 100 * i);
  });
  L.control.attribution({ position: "bottomright", prefix: "Leaflet" }).addAttribution("Natural Earth").addTo(map);
  return map;
}
