/** A part of the unit square. */
export interface WorldBox {
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

/** Fleets smaller than this are framed whole. */
const TRIM_FROM = 20;
const TRIM_SHARE = 0.02;

/**
 * Return the box that holds the fleet, or null for none.
 *
 * A device without a satellite often says 0, 0. One such must not zoom the map out to the whole earth, so of a large
 * fleet the outermost 2 % on each side are left out.
 */
export function frameFleet(xs: readonly number[], ys: readonly number[]): WorldBox | null {
  if (xs.length === 0) return null;
  const [west, east] = innerRange(xs);
  const [north, south] = innerRange(ys);
  return { west, north, east, south };
}

function innerRange(values: readonly number[]): [number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  const skipped = sorted.length < TRIM_FROM ? 0 : Math.ceil(sorted.length * TRIM_SHARE);
  return [sorted[skipped] ?? 0, sorted[sorted.length - 1 - skipped] ?? 0];
}
