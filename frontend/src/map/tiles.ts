import L from "leaflet";

/** Map tiles of whoever runs the tracker. */
export interface TileSource {
  /** With {z}, {x} and {y} in it. */
  readonly url: string;
  readonly attribution: string;
}

/** So many tiles that cannot be had, and not one that can, mean that there are none. */
const GIVE_UP_AFTER = 4;
/** Tiles of most servers end here; nearer ones are stretched. */
const LAST_ZOOM = 19;

/** Return the tiles that the server's settings name in the page, or null where there are none. */
export function configuredTiles(): TileSource | null {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="tracker-map-tiles"]');
  if (meta === null || meta.content === "") return null;
  return { url: meta.content, attribution: meta.dataset["attribution"] ?? "" };
}

/** Lay tiles over the built-in map; take them away again and call `onFailure` when they do not come. */
export function addTiles(map: L.Map, { url, attribution }: TileSource, onFailure: () => void): void {
  const credit = document.createElement("span");
  credit.textContent = attribution;
  const tiles = L.tileLayer(url, { pane: "tiles", maxNativeZoom: LAST_ZOOM, attribution: credit.innerHTML });
  let failures = 0;
  const onError = () => {
    failures += 1;
    if (failures < GIVE_UP_AFTER) return;
    tiles.remove();
    onFailure();
  };
  tiles.on("tileerror", onError);
  tiles.once("tileload", () => tiles.off("tileerror", onError));
  tiles.addTo(map);
}
