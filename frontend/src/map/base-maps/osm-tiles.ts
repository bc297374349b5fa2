import type L from "leaflet";
import { showTiles, tileLayer, type Unmount } from "./raster-tiles";

const TILES = { url: "https://tile.openstreetmap.org/{z}/{x}/{y}.png", isPhoto: false, sendsOrigin: true };
const CREDIT = '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap contributors</a>';
/** The tile policy forbids prefetching, so only tiles in view or next to it are requested. */
const SPARING: L.TileLayerOptions = { keepBuffer: 1, updateWhenIdle: true, updateWhenZooming: false };

/** Show the tiles of openstreetmap.org within its policy, once the page is visible. */
export function addOsmTiles(map: L.Map, onFailure: () => void): Unmount {
  let unmount: Unmount | null = null;
  const mountIfSeen = () => {
    if (document.hidden || unmount !== null) return;
    unmount = showTiles(map, tileLayer(TILES, CREDIT, SPARING), onFailure);
  };
  document.addEventListener("visibilitychange", mountIfSeen);
  mountIfSeen();
  return () => {
    document.removeEventListener("visibilitychange", mountIfSeen);
    unmount?.();
  };
}
