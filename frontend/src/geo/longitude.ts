/**
 * Longitude is a circle. A place has a copy in every turn around the earth, and on the map's square a turn is 1.
 *
 * To compare two places by their x, take the copy of one that is nearest to the other.
 */

/** A part of the circle, eastwards from `west`; `east` is in the next turn where the part crosses the antimeridian. */
export interface Arc {
  readonly west: number;
  readonly east: number;
}

/** Return the copy of `x` that is nearest to `reference`. */
export function nearestCopy(x: number, reference: number): number {
  return x - Math.round(x - reference);
}

/** Return the copy of `x` in the turn that begins at `start`. */
export function copyFrom(x: number, start: number): number {
  return x - Math.floor(x - start);
}

/** Return the longitude of the same meridian from -180 to 180. */
export function wrappedLongitude(longitude: number): number {
  return Math.abs(longitude) <= 180 ? longitude : longitude - 360 * Math.round(longitude / 360);
}

/** Return the arc, moved by whole turns, whose middle is nearest to `reference`. */
export function nearestArc({ west, east }: Arc, reference: number): Arc {
  const middle = (west + east) / 2;
  const move = nearestCopy(middle, reference) - middle;
  return { west: west + move, east: east + move };
}

/** Return the shortest arc that holds all places, which leaves out their largest gap, or null for no places. */
export function smallestArc(xs: readonly number[]): Arc | null {
  const sorted = Float64Array.from(xs, (x) => copyFrom(x, 0)).sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return null;
  let [west, east] = [first, last];
  let gap = first + 1 - last;
  for (let i = 1; i < sorted.length; i += 1) {
    const [before = 0, x = 0] = [sorted[i - 1], sorted[i]];
    if (x - before <= gap) continue;
    gap = x - before;
    [west, east] = [x, before + 1];
  }
  return { west, east };
}

/** Return the middle of places on the circle, 0 for those that lie evenly around it. */
export function meanX(xs: readonly number[]): number {
  let [sines, cosines] = [0, 0];
  for (const x of xs) {
    sines += Math.sin(2 * Math.PI * x);
    cosines += Math.cos(2 * Math.PI * x);
  }
  return Math.atan2(sines, cosines) / (2 * Math.PI);
}
