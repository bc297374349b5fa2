/** The states a shipment can be in for whoever looks at it, with every threshold. */

export const MOTION_STATUSES = ["moving", "stopped", "stale", "offline"] as const;
export type MotionStatus = (typeof MOTION_STATUSES)[number];

/** Slower than 3 km/h is drift of a receiver that stands still. */
export const MOVING_ABOVE_MPS = 0.8;
/** A device that reports once a minute may miss one report and is not stale yet. */
export const STALE_AFTER_S = 2 * 60;
export const OFFLINE_AFTER_S = 10 * 60;

/** Return the state as an index of MOTION_STATUSES; `paceMps` is NaN when nobody knows it. */
export function motionCode(ageS: number, paceMps: number): 0 | 1 | 2 | 3 {
  if (ageS > OFFLINE_AFTER_S) return 3;
  if (ageS > STALE_AFTER_S) return 2;
  return paceMps > MOVING_ABOVE_MPS ? 0 : 1;
}

/** Return whether the state says where the shipment is now, and not where it was once. */
export function isLive(code: number): boolean {
  return code < 2;
}
