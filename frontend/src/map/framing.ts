import L from "leaflet";
import { latitudeOf, longitudeOf } from "../geo/earth";
import type { WorldBox } from "./frame-fleet";

/** Room around a framed fleet. */
const EDGE_REM = 1.5;
/** On a phone the legend is a strip across the top. */
const STRIP_REM = 4;
const PHONE_BELOW_REM = 35;

/** Return how much of the map's edge a framed fleet leaves to what lies over it: legend, pill and buttons. */
export function roomFor({ x: width }: L.Point): L.FitBoundsOptions {
  // What lies over the map follows the size of the browser's text.
  const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const edge = EDGE_REM * remPx;
  const isPhone = width < PHONE_BELOW_REM * remPx;
  return {
    paddingTopLeft: L.point(edge, isPhone ? STRIP_REM * remPx : edge),
    paddingBottomRight: L.point(edge, edge),
  };
}

/** Return a place of the unit square as Leaflet has it; the longitude of a later copy is beyond 180 degrees. */
export function latLngOf(x: number, y: number): L.LatLng {
  return L.latLng(latitudeOf(y), longitudeOf(x));
}

/**
 * Return the middle of a view that is nearest to `y` and shows nothing beyond the world in the north and south.
 *
 * A view that is higher than the world shows it in its middle.
 */
export function middleInWorld(y: number, zoom: number, heightPx: number): number {
  const half = Math.min(0.5, heightPx / 2 / (256 * 2 ** zoom));
  return Math.max(half, Math.min(1 - half, y));
}

export function boundsOf({ west, north, east, south }: WorldBox): L.LatLngBounds {
  return L.latLngBounds(latLngOf(west, south), latLngOf(east, north));
}
