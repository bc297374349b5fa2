/** The earth on a square of side 1, as web maps have it: x grows east, y grows south. */

import { nearestCopy } from "./longitude";

const EARTH_RADIUS_M = 6_371_009;
/** Beyond it the projection runs to infinity. */
export const MAX_LATITUDE = 85.0511287798;

export function worldX(longitude: number): number {
  return longitude / 360 + 0.5;
}

export function worldY(latitude: number): number {
  const sine = Math.sin((Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

const [NORTH_EDGE, SOUTH_EDGE] = [worldY(MAX_LATITUDE), worldY(-MAX_LATITUDE)];

/** Return whether a place of the square lies at its north or south edge, where all beyond it is drawn. */
export function isAtEdge(y: number): boolean {
  return y <= NORTH_EDGE || y >= SOUTH_EDGE;
}

export function longitudeOf(x: number): number {
  return (x - 0.5) * 360;
}

export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** Return the great-circle distance in metres. */
export function distanceM(latA: number, lonA: number, latB: number, lonB: number): number {
  const rad = Math.PI / 180;
  const dLat = Math.sin(((latB - latA) * rad) / 2);
  const dLon = Math.sin(((lonB - lonA) * rad) / 2);
  const h = dLat * dLat + Math.cos(latA * rad) * Math.cos(latB * rad) * dLon * dLon;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Return the direction of travel on the map in degrees from north, 0 to 360. */
export function bearingDeg(fromX: number, fromY: number, toX: number, toY: number): number {
  return ((Math.atan2(nearestCopy(toX, fromX) - fromX, fromY - toY) * 180) / Math.PI + 360) % 360;
}

/** Return the distance in metres between two near places of the square. */
export function worldDistanceM(fromX: number, fromY: number, toX: number, toY: number): number {
  const unitM = (2 * Math.PI * EARTH_RADIUS_M) / Math.cosh(Math.PI * (1 - fromY - toY));
  return Math.hypot(nearestCopy(toX, fromX) - fromX, toY - fromY) * unitM;
}

/** Return how many metres the side of the square is at a latitude; beyond the edge of the map, as at the edge. */
export function metresPerUnit(latitude: number): number {
  const shown = Math.min(MAX_LATITUDE, Math.abs(latitude));
  return 2 * Math.PI * EARTH_RADIUS_M * Math.cos((shown * Math.PI) / 180);
}
