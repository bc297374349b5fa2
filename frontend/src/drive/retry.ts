const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
/** A server that asks for more than this gets a try earlier: a shift is too short to wait for hours. */
const LONGEST_RETRY_AFTER_MS = 300_000;
const DOUBLINGS = 6;

/**
 * Return the wait after so many failures in a row (from 1), with `random` in 0 to 1: doubled by each, spread over half of it,
 * so that the phones of a fleet do not come back at once. Never less than the server asked for.
 */
export function waitAfter(failures: number, retryAfterS: number | null, random: number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(DOUBLINGS, Math.max(0, failures - 1)));
  const own = most / 2 + (most / 2) * random;
  if (retryAfterS === null) return own;
  const asked = Math.min(LONGEST_RETRY_AFTER_MS, retryAfterS * 1000);
  return Math.max(own, asked * (1 + random / 10));
}
