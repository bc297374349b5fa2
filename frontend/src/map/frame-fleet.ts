import { type Arc, meanX, nearestCopy, smallestArc } from "../geo/longitude";

/** A part of the unit square; it goes on beyond the edge where it crosses the antimeridian. */
export interface WorldBox extends Arc {
  readonly north: number;
  readonly south: number;
}

/** Fleets smaller than this are framed whole. */
const TRIM_FROM = 5;
const TRIM_SHARE = 0.02;
/** How far from the others, in widths of all others together, a place must lie to be left out. */
const FAR = 1;

/**
 * Return the box that holds the fleet, or null for none.
 *
 * A device without a satellite often says 0, 0. One such must not zoom the map out to the whole earth, so of the
 * outermost 2 % on each side those are left out that lie far from all others.
 */
export function frameFleet(xs: readonly number[], ys: readonly number[]): WorldBox | null {
  // Around the middle of the fleet the circle is a line, with the outermost shipments at both ends.
  const middle = meanX(xs);
  const around = xs.map((x) => nearestCopy(x, middle));
  const [low, high] = innerRange(around);
  const arc = smallestArc(around.filter((x) => x >= low && x <= high));
  if (arc === null) return null;
  const [north, south] = innerRange(ys);
  return { ...arc, north, south };
}

function innerRange(values: readonly number[]): [number, number] {
  const sorted = Float64Array.from(values).sort();
  const end = sorted.length - 1;
  const most = sorted.length < TRIM_FROM ? 0 : Math.ceil(sorted.length * TRIM_SHARE);
  const [low, high] = [sorted[most] ?? 0, sorted[end - most] ?? 0];
  const reach = FAR * (high - low);
  const first = sorted.findIndex((value, i) => i === most || value >= low - reach);
  const last = sorted.findLastIndex((value, i) => i === end - most || value <= high + reach);
  return [sorted[first] ?? 0, sorted[last] ?? 0];
}
