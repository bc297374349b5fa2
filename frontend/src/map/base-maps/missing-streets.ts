import type L from "leaflet";
import { worldX, worldY } from "../../geo/earth";
import { copyFrom } from "../../geo/longitude";
import { CITY_BOX } from "../city/city-shapes";

/** From here on the view is nearer than most countries are large. */
const STREETS_FROM_ZOOM = 9;

/** Call `tell` with whether the view is near and the built-in map has no streets there, and again when that changes. */
export function watchMissingStreets(map: L.Map, tell: (areMissing: boolean) => void, signal: AbortSignal): void {
  let told: boolean | null = null;
  const look = () => {
    const { lat, lng } = map.getCenter();
    const areMissing = map.getZoom() >= STREETS_FROM_ZOOM && !hasStreets(worldX(lng), worldY(lat));
    if (areMissing === told) return;
    told = areMissing;
    tell(areMissing);
  };
  map.on("moveend", look);
  signal.addEventListener("abort", () => map.off("moveend", look));
  look();
}

/** Return whether the built-in map has streets at a place of the unit square. */
export function hasStreets(x: number, y: number): boolean {
  const { west, north, east, south } = CITY_BOX;
  return copyFrom(x, west) < east && y > north && y < south;
}
