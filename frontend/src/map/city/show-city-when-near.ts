import type L from "leaflet";
import { worldX } from "../../geo/earth";
import { nearestArc } from "../../geo/longitude";
import type { BaseMap } from "../base-map";
import { boundsOf } from "../framing";
import { CITY_BOX, loadCityShapes } from "./city-shapes";
import { CITY_FROM_ZOOM } from "./draw-city";

const CREDIT = '<a href="https://opendata.dc.gov">Open Data DC</a> (CC BY 4.0)';
/** What could not be loaded is asked for again when the map moves, but not more often than this. */
const RETRY_MS = 10_000;

/** Load the city once the view comes near it, and credit its source while it is in view. */
export function showCityWhenNear(map: L.Map, base: BaseMap, signal: AbortSignal): void {
  let askAtMs = 0;
  let isCredited = false;
  const look = () => {
    const isClose = map.getZoom() >= CITY_FROM_ZOOM;
    const city = boundsOf({ ...CITY_BOX, ...nearestArc(CITY_BOX, worldX(map.getCenter().lng)) });
    if (isClose && performance.now() >= askAtMs && map.getBounds().intersects(city.pad(0.5))) {
      askAtMs = Number.POSITIVE_INFINITY;
      loadCityShapes(signal).then(
        (shapes) => base.setCity(shapes),
        () => {
          askAtMs = performance.now() + RETRY_MS;
        },
      );
    }
    const isInView = isClose && map.getBounds().intersects(city);
    if (isInView === isCredited) return;
    isCredited = isInView;
    if (isInView) map.attributionControl.addAttribution(CREDIT);
    else map.attributionControl.removeAttribution(CREDIT);
  };
  map.on("moveend", look);
  look();
}
