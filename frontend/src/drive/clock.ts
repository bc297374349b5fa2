/** A difference up to this is the network and the server's whole seconds, not a wrong clock. */
export const WRONG_FROM_MS = 30_000;
const JUMP_FROM_MS = 5_000;

/** What the page knows of the phone's clock; all in milliseconds. */
export interface PhoneClock {
  /** How far it was set back while the page was open, together. */
  readonly setBackMs: number;
  /** What to add to the phone's time to get the server's; null until the server has answered. */
  readonly offsetMs: number | null;
}

/** Two clocks read at once: the one that people set, and the one that only counts. */
export interface Reading {
  readonly wallMs: number;
  readonly countMs: number;
}

export function readNow(): Reading {
  return { wallMs: Date.now(), countMs: performance.now() };
}

/** A moment by the phone's clock, and how far the clock had been set back by then. */
export interface PhoneTime {
  readonly at: number;
  readonly setBackMs: number;
}

export const UNKNOWN_CLOCK: PhoneClock = { setBackMs: 0, offsetMs: null };

/**
 * Return the clock after a later reading. Only a clock that was set back is seen at once: a clock set forward looks like a
 * phone that slept, and the next answer of the server tells them apart.
 */
export function noticeJump(clock: PhoneClock, before: Reading, after: Reading): PhoneClock {
  const jumped = after.wallMs - before.wallMs - (after.countMs - before.countMs);
  if (jumped > -JUMP_FROM_MS) return clock;
  const offsetMs = clock.offsetMs === null ? null : clock.offsetMs - jumped;
  return { setBackMs: clock.setBackMs - jumped, offsetMs };
}

/** Return the clock after an answer that names the server's time, asked and received at two times of the phone. */
export function noticeServer(clock: PhoneClock, serverMs: number, askedMs: number, receivedMs: number): PhoneClock {
  if (receivedMs < askedMs) return clock;
  // The header has whole seconds, so the middle of its second is meant.
  return { ...clock, offsetMs: serverMs + 500 - (askedMs + receivedMs) / 2 };
}

/** Tell by how many milliseconds the phone is fast (positive) or slow, or 0 while that is too little to matter. */
export function wrongByMs({ offsetMs }: PhoneClock): number {
  return offsetMs === null || Math.abs(offsetMs) < WRONG_FROM_MS ? 0 : -offsetMs;
}

/** Return when it was, Unix seconds: the phone's own time, or the server's where the phone's clock is wrong. */
export function trueSeconds(time: PhoneTime, clock: PhoneClock): number {
  const backMs = clock.setBackMs - time.setBackMs;
  return Math.round(time.at - backMs - wrongByMs(clock)) / 1000;
}

/** Tell whether to ask again what was last asked at a time of the phone; after its clock was set back, at once. */
export function isDue(askedAt: number, everyMs: number): boolean {
  const sinceMs = Date.now() - askedAt;
  return sinceMs > everyMs || sinceMs < 0;
}
