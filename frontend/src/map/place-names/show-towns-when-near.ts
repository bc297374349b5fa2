import type L from "leaflet";
import type { PlaceNamesApi } from "../../api/place-names";
import type { BaseMap } from "../base-map";
import { hasTiles } from "./has-tiles";
import { TownStore } from "./town-store";
import { TOWNS_FROM_ZOOM, tilesInSight } from "./town-tiles";

const CREDIT = '<a href="https://www.geonames.org">GeoNames</a> (CC BY 4.0)';

/** Name the towns in view from a zoom on, with the credit of their source, unless tiles cover the built-in map. */
export function showTownsWhenNear(map: L.Map, base: BaseMap, places: PlaceNamesApi, signal: AbortSignal): void {
  let isCredited = false;
  const store = new TownStore(places, () => base.setTowns(store.towns()), signal);
  const look = () => {
    const isNamed = map.getZoom() >= TOWNS_FROM_ZOOM && !hasTiles(map);
    const frame = base.shownFrame;
    if (isNamed && frame !== null) {
      store.want(tilesInSight(frame));
      base.setTowns(store.towns());
    }
    if (isNamed === isCredited) return;
    isCredited = isNamed;
    if (isNamed) map.attributionControl.addAttribution(CREDIT);
    else map.attributionControl.removeAttribution(CREDIT);
  };
  map.on("moveend resize layeradd layerremove", look);
  look();
}
