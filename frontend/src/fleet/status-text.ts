import type { Messages } from "../messages/messages";
import { formatDuration, formatSpeed } from "../ui/format";
import type { Units } from "../ui/units";
import { MOVING_ABOVE_MPS, type MotionStatus, OFFLINE_AFTER_S, STALE_AFTER_S } from "./motion-status";

/** Return the note beside a state in the legend, or null. */
export function statusNote(status: MotionStatus, messages: Messages): string | null {
  if (status !== "stale" && status !== "offline") return null;
  return messages.noFixFor(formatDuration(status === "stale" ? STALE_AFTER_S : OFFLINE_AFTER_S, messages));
}

/** Return what a state means, with its thresholds. */
export function statusHint(status: MotionStatus, units: Units, messages: Messages): string {
  const slow = formatSpeed(MOVING_ABOVE_MPS, units, messages);
  const fresh = formatDuration(STALE_AFTER_S, messages);
  const { statusHint: hints } = messages;
  if (status === "offline") return hints.offline(formatDuration(OFFLINE_AFTER_S, messages));
  return status === "stale" ? hints.stale(fresh) : hints[status](slow, fresh);
}
