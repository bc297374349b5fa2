import { bearingDeg, distanceM, MAX_LATITUDE, worldX, worldY } from "./earth";
import { nearestCopy } from "./longitude";
import type { Point } from "./point";

/** A straight line on the map is near enough to the great circle over this distance. */
const STEP_M = 100_000;
const RAD = Math.PI / 180;

type Vector = readonly [number, number, number];

/** Return `to` in the turn in which the way from `from` is the short one. */
export function shortWay(from: Point, to: Point): Point {
  return { ...to, longitude: 360 * nearestCopy(to.longitude / 360, from.longitude / 360) };
}

/** Return places along the great circle between two places, both included, without a jump of the longitude. */
export function greatCircle(from: Point, to: Point): Point[] {
  const steps = Math.ceil(lengthM([from, to]) / STEP_M);
  const [a, b] = [vectorOf(from), vectorOf(to)];
  const angle = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const sine = Math.sin(angle);
  // Opposite places have a great circle in every direction, and equal ones have none.
  if (steps < 2 || sine < 1e-6) return [from, shortWay(from, to)];
  const way = [from];
  for (let step = 1; step <= steps; step += 1) {
    const [p, q] = [Math.sin((1 - step / steps) * angle) / sine, Math.sin((step / steps) * angle) / sine];
    const place = placeOf([p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]]);
    way.push(shortWay(way.at(-1) ?? from, place));
  }
  return way;
}

/** Return the direction from one place to another in degrees from north: that on the map, beyond its edge the earth's. */
export function courseDeg(from: Point, to: Point): number {
  if (Math.max(Math.abs(from.latitude), Math.abs(to.latitude)) <= MAX_LATITUDE)
    return bearingDeg(worldX(from.longitude), worldY(from.latitude), worldX(to.longitude), worldY(to.latitude));
  const [phi, otherPhi, step] = [from.latitude * RAD, to.latitude * RAD, (to.longitude - from.longitude) * RAD];
  const east = Math.sin(step) * Math.cos(otherPhi);
  const north = Math.cos(phi) * Math.sin(otherPhi) - Math.sin(phi) * Math.cos(otherPhi) * Math.cos(step);
  return (Math.atan2(east, north) / RAD + 360) % 360;
}

/** Return the length of a way over places, along great circles. */
export function lengthM(places: readonly Point[]): number {
  return places.reduce((sum, to, i) => {
    const from = places[i - 1] ?? to;
    return sum + distanceM(from.latitude, from.longitude, to.latitude, to.longitude);
  }, 0);
}

function vectorOf({ latitude, longitude }: Point): Vector {
  const level = Math.cos(latitude * RAD);
  return [level * Math.cos(longitude * RAD), level * Math.sin(longitude * RAD), Math.sin(latitude * RAD)];
}

function placeOf([x, y, z]: Vector): Point {
  return { latitude: Math.atan2(z, Math.hypot(x, y)) / RAD, longitude: Math.atan2(y, x) / RAD };
}
