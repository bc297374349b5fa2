import { type PhoneClock, type PhoneTime, trueSeconds } from "./clock";

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy?: number;
}

/** What the phone measured; speed in metres a second, accuracy in metres, battery from 0 to 1. */
export interface PhoneFix extends PhoneTime {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy?: number;
  readonly speed?: number;
  readonly heading?: number;
  readonly altitude?: number;
  readonly battery?: number;
}

/** A fix as /api/shipments/updates takes it. */
export interface SentFix extends Omit<PhoneFix, "at" | "setBackMs"> {
  readonly timestamp: number;
  readonly driverId: string;
  readonly deviceId?: string;
}

export interface Sender {
  readonly driverId: string;
  /** Absent where the key names the device. */
  readonly deviceId?: string;
}

/** About 27 hours at one fix every 5 s. */
export const MOST_KEPT = 20_000;
export const MOST_A_BATCH = 500;
const THINNED_AT_ONCE = 4_000;
/** No phone needs to send more often for an arrival at a stop to be found, and none may look gone for longer. */
const [LEAST_EVERY_MS, MOST_EVERY_MS] = [5_000, 300_000];
const JITTER_MS = 500;
const LONGEST_REPEAT_MS = 60_000;
/** A place older than this is not where something was done. */
const PLACE_FOR_MS = 120_000;
const STANDS_BELOW = 0.5;
const BEST_ACCURACY = 0.1;
const MOST_ACCURACY = 100_000;
const MOST_SPEED = 500;

/** Return how often to keep a fix: as the dispatcher wants it of the device, within bounds. */
export function everyMsOf(intervalS: number | null | undefined): number {
  return Math.min(MOST_EVERY_MS, Math.max(LEAST_EVERY_MS, (intervalS ?? 0) * 1_000));
}

/** Tell whether to keep a fix after the last one that was kept: after `everyMs`, and at once where the phone stops. */
export function isWorthKeeping(last: PhoneFix | null, fix: PhoneFix, everyMs = LEAST_EVERY_MS): boolean {
  if (last === null || fix.setBackMs !== last.setBackMs) return true;
  // A time far before the last one is a clock that was set back, not the same fix again.
  if (fix.at <= last.at) return last.at - fix.at > LONGEST_REPEAT_MS;
  const stopped = (last.speed ?? 0) >= STANDS_BELOW && fix.speed !== undefined && fix.speed < STANDS_BELOW;
  return stopped || fix.at - last.at >= everyMs - JITTER_MS;
}

/** Chooses the fixes to keep. What it passes over is kept after all where nothing newer follows: a phone that stands still. */
export class Thinning {
  #everyMs = LEAST_EVERY_MS;
  #last: PhoneFix | null = null;
  #passed: PhoneFix | null = null;

  /** Thin to the interval of the device, seconds, from now on. */
  keepEvery(intervalS: number | null | undefined): void {
    this.#everyMs = everyMsOf(intervalS);
  }

  /** Return whether to keep the fix now. */
  offer(fix: PhoneFix): boolean {
    const isKept = isWorthKeeping(this.#last, fix, this.#everyMs);
    if (isKept) [this.#last, this.#passed] = [fix, null];
    else if (this.#last !== null && fix.at > this.#last.at) this.#passed = fix;
    return isKept;
  }

  /** Return the fix that has been passed over for so long that nothing newer will come, once. */
  overdue(now: number): PhoneFix | null {
    const passed = this.#passed;
    if (passed === null || now - passed.at < this.#everyMs) return null;
    [this.#last, this.#passed] = [passed, null];
    return passed;
  }
}

/** Return the fix in a browser's position, without what no server would take. */
export function fixOf(position: GeolocationPosition, setBackMs: number, battery: number | null): PhoneFix {
  const { latitude, longitude, accuracy, speed, heading, altitude } = position.coords;
  return {
    at: position.timestamp,
    setBackMs,
    latitude,
    longitude,
    ...within("accuracy", Math.max(BEST_ACCURACY, accuracy), BEST_ACCURACY, MOST_ACCURACY),
    ...within("speed", speed, 0, MOST_SPEED),
    ...within("heading", heading, 0, 360),
    ...within("altitude", altitude, -1_000, 20_000),
    ...within("battery", battery, 0, 1),
  };
}

/** Return where the phone is at a time of its clock, or null where it has not told for too long. */
export function placeIn(position: GeolocationPosition | null, now: number): Place | null {
  if (position === null || Math.abs(now - position.timestamp) > PLACE_FOR_MS) return null;
  const { latitude, longitude, accuracy } = fixOf(position, 0, null);
  return { latitude, longitude, ...(accuracy === undefined ? {} : { accuracy }) };
}

function within(name: string, value: number | null, least: number, most: number): Record<string, number> {
  const isSound = value !== null && Number.isFinite(value) && value >= least && value <= most;
  return isSound ? { [name]: Math.round(value * 1000) / 1000 } : {};
}

/**
 * Return fixes as the server takes them, in order of their times. Oldest first also after a long gap: arrivals at stops are
 * found in fixes that follow each other.
 */
export function batchOf(fixes: readonly PhoneFix[], clock: PhoneClock, sender: Sender): readonly SentFix[] {
  return fixes
    .map(({ at, setBackMs, ...measured }) => ({
      ...measured,
      timestamp: trueSeconds({ at, setBackMs }, clock),
      ...sender,
    }))
    .toSorted((a, b) => a.timestamp - b.timestamp);
}

/** Return the positions in the queue to drop where it holds `count`: every second one of the oldest, else none. */
export function thinned(count: number, most = MOST_KEPT, atOnce = THINNED_AT_ONCE): readonly number[] {
  if (count <= most) return [];
  return Array.from({ length: Math.floor(Math.min(atOnce, count) / 2) }, (_, index) => 2 * index + 1);
}
