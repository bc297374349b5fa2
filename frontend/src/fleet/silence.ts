/** When a shipment was silent for so long that the page puts it away. */

export const SILENCE_LIMITS = ["30m", "1h", "8h", "1d"] as const;
export type SilenceLimit = (typeof SILENCE_LIMITS)[number];

export const SILENCE_LIMIT_S: Readonly<Record<SilenceLimit, number>> = {
  "30m": 30 * 60,
  "1h": 3600,
  "8h": 8 * 3600,
  "1d": 24 * 3600,
};

/**
 * Return the seconds since anything was heard of a shipment; all times Unix seconds, `receivedAt` NaN when not known.
 *
 * An old fix that has just come in counts as heard: who sends one by hand wants to see it.
 */
export function silenceS(now: number, timestamp: number, receivedAt: number): number {
  return now - (receivedAt > timestamp ? receivedAt : timestamp);
}
