import L from "leaflet";
import type { TilesMap } from "./page-maps";

/** Takes a base map off the map again. */
export type Unmount = () => void;

/** If this many tiles fail before one loads, the map is given up. */
const GIVE_UP_AFTER = 4;
/** Tiles of most servers end here; nearer ones are stretched. */
const LAST_ZOOM = 19;
const NEAREST_ZOOM = 24;

/** Show tiles until they are unmounted, or until they do not load. */
export function addRasterTiles(map: L.Map, tiles: Omit<TilesMap, "kind">, onFailure: () => void): Unmount {
  const credit = document.createElement("span");
  credit.textContent = tiles.credit;
  return showTiles(map, tileLayer(tiles, credit.innerHTML), onFailure);
}

/** Return a layer of tiles; `credit` is HTML. */
export function tileLayer(
  { url, isPhoto, sendsOrigin }: Pick<TilesMap, "url" | "isPhoto" | "sendsOrigin">,
  credit: string,
  options: L.TileLayerOptions = {},
): L.TileLayer {
  return L.tileLayer(url, {
    pane: "tiles",
    className: isPhoto ? "photo-tiles" : "drawn-tiles",
    maxZoom: NEAREST_ZOOM,
    maxNativeZoom: LAST_ZOOM,
    attribution: credit,
    // The page itself sends no referrer to other hosts.
    referrerPolicy: sendsOrigin && "strict-origin",
    ...options,
  });
}

/** Add a layer to the map; remove it and call `onFailure` if its tiles do not load. */
export function showTiles(map: L.Map, layer: L.TileLayer, onFailure: () => void): Unmount {
  let failures = 0;
  const onError = () => {
    failures += 1;
    if (failures < GIVE_UP_AFTER) return;
    unmount();
    onFailure();
  };
  const unmount = () => {
    layer.off("tileerror", onError);
    layer.remove();
  };
  layer.on("tileerror", onError);
  layer.once("tileload", () => layer.off("tileerror", onError));
  layer.addTo(map);
  return unmount;
}
