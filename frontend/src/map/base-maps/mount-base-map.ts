import type L from "leaflet";
import { addOsmTiles } from "./osm-tiles";
import type { ChosenMap } from "./page-maps";
import { addRasterTiles, type Unmount } from "./raster-tiles";

/** Lay a base map over the built-in one; `onFailure` is called once when it does not load, and it is then off the map. */
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
