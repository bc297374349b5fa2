/**
 * How a marker gets from where it is drawn to the newest fix: in a straight line, in the time the vehicle took.
 *
 * So what is drawn lies between places that were reported, never ahead of them, and stands still when fixes stop.
 */

/** Over a longer gap the way is unknown, so the marker jumps. */
export const JUMP_ABOVE_GAP_S = 15;
/** Faster than any fix the server takes; such a way is an error of the device. */
export const JUMP_ABOVE_MPS = 500;
/** Longest a marker may lag behind its newest fix. */
export const LONGEST_GLIDE_MS = 10_000;
/** Fixes never come quite on time: some slack keeps a marker from stopping before each of them. */
const SLACK = 1.15;

/** Return how long to glide over a way of `wayM` that the vehicle drove in `gapS`; 0 means jump. */
export function glideMs(gapS: number, wayM: number): number {
  if (!(gapS > 0) || gapS > JUMP_ABOVE_GAP_S || wayM / gapS > JUMP_ABOVE_MPS) return 0;
  return Math.min(LONGEST_GLIDE_MS, gapS * 1000 * SLACK);
}

/** Return how much of the glide is done at `nowMs`, 0 to 1. */
export function glideProgress(nowMs: number, startMs: number, endMs: number): number {
  if (nowMs >= endMs) return 1;
  return nowMs <= startMs ? 0 : (nowMs - startMs) / (endMs - startMs);
}

/** Return the place between `from` and `to`; exact at both ends. */
export function between(from: number, to: number, progress: number): number {
  return progress >= 1 ? to : from + (to - from) * progress;
}

/** Return the direction between two, turning the short way; degrees, 0 to 360. */
export function turn(fromDeg: number, toDeg: number, progress: number): number {
  if (progress >= 1 || Number.isNaN(fromDeg)) return toDeg;
  const way = ((toDeg - fromDeg + 540) % 360) - 180;
  return (fromDeg + way * progress + 360) % 360;
}
