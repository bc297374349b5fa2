import L from "leaflet";
import { latitudeOf, longitudeOf } from "../geo/earth";
import type { WorldBox } from "./frame-fleet";

/** Room around a framed fleet. */
const EDGE_PX = 24;
/** On a phone the legend is a strip across the top. */
const STRIP_PX = 64;
const PHONE_BELOW_PX = 560;

/** Return how much of the map's edge a framed fleet leaves to what lies over it: legend, pill and buttons. */
export function roomFor({ x: width }: L.Point): L.FitBoundsOptions {
  const isPhone = width < PHONE_BELOW_PX;
  return {
    paddingTopLeft: L.point(EDGE_PX, isPhone ? STRIP_PX : EDGE_PX),
    paddingBottomRight: L.point(EDGE_PX, EDGE_PX),
  };
}

/** Return a place of the unit square as Leaflet has it; the longitude of a later copy is beyond 180 degrees. */
export function latLngOf(x: number, y: number): L.LatLng {
  return L.latLng(latitudeOf(y), longitudeOf(x));
}

export function boundsOf({ west, north, east, south }: WorldBox): L.LatLngBounds {
  return L.latLngBounds(latLngOf(west, south), latLngOf(east, north));
}
