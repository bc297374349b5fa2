/** What lies behind others must be this share of the radius nearer than they are to be picked. */
const BEHIND_SHARE = 0.5;

/**
 * Return the slot whose marker is nearest to a point and within `radius`, or null; NaN means not on the screen.
 *
 * The picture repeats sideways every `turn`. Of markers that cover each other those are preferred that are not
 * `isBehind`.
 */
export function pick(
  xs: Float32Array,
  ys: Float32Array,
  end: number,
  x: number,
  y: number,
  radius: number,
  turn: number,
  isBehind: (slot: number) => boolean,
): number | null {
  let nearest: number | null = null;
  let best = Number.POSITIVE_INFINITY;
  const handicap = (BEHIND_SHARE * radius) ** 2;
  for (let slot = 0; slot < end; slot += 1) {
    const dx = sideways((xs[slot] ?? Number.NaN) - x, turn);
    const dy = (ys[slot] ?? Number.NaN) - y;
    const distance = dx * dx + dy * dy;
    if (!(distance <= radius * radius)) continue;
    const score = distance + (isBehind(slot) ? handicap : 0);
    if (score < best) {
      best = score;
      nearest = slot;
    }
  }
  return nearest;
}

/** Return how many markers lie within `radius` of a point, where the picture repeats sideways every `turn`. */
export function countWithin(
  xs: Float32Array,
  ys: Float32Array,
  end: number,
  x: number,
  y: number,
  radius: number,
  turn: number,
): number {
  let count = 0;
  for (let slot = 0; slot < end; slot += 1) {
    const dx = sideways((xs[slot] ?? Number.NaN) - x, turn);
    const dy = (ys[slot] ?? Number.NaN) - y;
    if (dx * dx + dy * dy <= radius * radius) count += 1;
  }
  return count;
}

function sideways(dx: number, turn: number): number {
  return dx - turn * Math.round(dx / turn);
}
