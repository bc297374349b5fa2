import L from "leaflet";
import { worldX } from "../../geo/earth";
import { nearestArc } from "../../geo/longitude";
import type { BaseMap } from "../base-map";
import type { StreetFile } from "./street-file";
import { firstViewZoom } from "./tile-grid";

/** Farther out the world's own map says more. */
const FROM_ZOOM = 7;
/** After a failure, the next move of the map retries, but not before this time. */
const RETRY_MS = 10_000;

/** Draw a street map, with its credit, while it is in view. Its code loads once the view first comes near. */
export function showStreetsWhenNear(map: L.Map, base: BaseMap, file: StreetFile, signal: AbortSignal): void {
  let askAtMs = 0;
  let layer: (L.Layer & { close(): void }) | null = null;
  const fromZoom = Math.max(FROM_ZOOM, firstViewZoom(file.minZoom));
  const look = () => {
    const isClose = map.getZoom() >= fromZoom;
    const area = boundsNear(file, map.getCenter().lng);
    if (layer !== null) {
      const isInView = isClose && map.getBounds().intersects(area);
      if (isInView) layer.addTo(map);
      else layer.remove();
    } else if (isClose && performance.now() >= askAtMs && map.getBounds().intersects(area.pad(0.5))) {
      askAtMs = Number.POSITIVE_INFINITY;
      import("./street-layer").then(
        ({ createStreetLayer }) => {
          if (signal.aborted) return;
          layer = createStreetLayer(base, file);
          look();
        },
        () => {
          askAtMs = performance.now() + RETRY_MS;
        },
      );
    }
  };
  map.on("moveend", look);
  signal.addEventListener("abort", () => {
    map.off("moveend", look);
    layer?.close();
  });
  look();
}

/** Return the bounds of a file in the turn around the earth that is nearest to a longitude. */
function boundsNear({ bounds: [west, south, east, north] }: StreetFile, longitude: number): L.LatLngBounds {
  const arc = nearestArc({ west: worldX(west), east: worldX(east) }, worldX(longitude));
  const move = (arc.west - worldX(west)) * 360;
  return L.latLngBounds([south, west + move], [north, east + move]);
}
