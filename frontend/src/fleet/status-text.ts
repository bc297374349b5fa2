import { formatDuration, formatSpeed } from "../ui/format";
import type { Units } from "../ui/units";
import { MOVING_ABOVE_MPS, type MotionStatus, OFFLINE_AFTER_S, STALE_AFTER_S } from "./motion-status";

/** The note beside a state in the legend. */
export const STATUS_NOTES: Readonly<Record<MotionStatus, string | null>> = {
  moving: null,
  stopped: null,
  stale: `no fix for ${formatDuration(STALE_AFTER_S)}`,
  offline: `no fix for ${formatDuration(OFFLINE_AFTER_S)}`,
};

/** Return what a state means, with its thresholds. */
export function statusHint(status: MotionStatus, units: Units): string {
  const slow = formatSpeed(MOVING_ABOVE_MPS, units);
  const fresh = formatDuration(STALE_AFTER_S);
  const hints: Record<MotionStatus, string> = {
    moving: `Faster than ${slow}, last fix within ${fresh}`,
    stopped: `Slower than ${slow}, last fix within ${fresh}`,
    stale: `No fix for more than ${fresh}: may be elsewhere by now`,
    offline: `No fix for more than ${formatDuration(OFFLINE_AFTER_S)}`,
  };
  return hints[status];
}
