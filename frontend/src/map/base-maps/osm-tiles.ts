import type L from "leaflet";
import { showTiles, tileLayer, type Unmount } from "./raster-tiles";

const TILES = { url: "https://tile.openstreetmap.org/{z}/{x}/{y}.png", isPhoto: false, sendsOrigin: true };
const CREDIT = '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap contributors</a>';
/** As the tile policy asks: nothing that is not looked at, neither around the view nor on the way to it. */
const SPARING: L.TileLayerOptions = { keepBuffer: 1, updateWhenIdle: true, updateWhenZooming: false };

/** Show the tiles of openstreetmap.org, within its policy, once somebody can see them. */
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
