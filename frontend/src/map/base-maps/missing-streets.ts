import type L from "leaflet";
import { worldX, worldY } from "../../geo/earth";
import { copyFrom } from "../../geo/longitude";
import { configuredFiles, type StreetFile } from "../streets/street-file";

/** From here on the view is nearer than most countries are large. */
const STREETS_FROM_ZOOM = 9;

/** Call `tell` with whether the view is near and the built-in map has no streets there, and again when that changes. */
export function watchMissingStreets(map: L.Map, tell: (areMissing: boolean) => void, signal: AbortSignal): void {
  const files = configuredFiles();
  let told: boolean | null = null;
  const look = () => {
    const { lat, lng } = map.getCenter();
    const areMissing = map.getZoom() >= STREETS_FROM_ZOOM && !hasStreets(files, worldX(lng), worldY(lat));
    if (areMissing === told) return;
    told = areMissing;
    tell(areMissing);
  };
  map.on("moveend", look);
  signal.addEventListener("abort", () => map.off("moveend", look));
  look();
}

/** Return whether a street map covers a place of the unit square. */
export function hasStreets(files: readonly StreetFile[], x: number, y: number): boolean {
  return files.some(({ bounds: [west, south, east, north] }) => {
    return copyFrom(x, worldX(west)) < worldX(east) && y > worldY(north) && y < worldY(south);
  });
}
