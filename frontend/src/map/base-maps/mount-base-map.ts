import type L from "leaflet";
import { addOsmTiles } from "./osm-tiles";
import type { ChosenMap } from "./page-maps";
import { addRasterTiles, type Unmount } from "./raster-tiles";

/** Add a base map over the built-in one; if it does not load, it is removed and `onFailure` is called once. */
export function mountBaseMap(map: L.Map, chosen: ChosenMap, onFailure: () => void): Unmount {
  switch (chosen.kind) {
    case "tiles":
      return addRasterTiles(map, chosen, onFailure);
    case "osm":
      return addOsmTiles(map, onFailure);
    case "built-in":
      return () => undefined;
  }
}
