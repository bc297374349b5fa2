const SAMPLES = 64;
const KEPT_MS = 15_000;

export interface Spread {
  readonly medianS: number;
  /** Nineteen of twenty are below it. */
  readonly p95S: number;
}

/** Tells how long a part of a fix's way took, of the recent ones. */
export class DelayMeter {
  readonly #delaysS: number[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;

  record(delayS: number, nowMs: number): void {
    // The two clocks agree to some milliseconds at best.
    this.#delaysS.push(Math.max(0, delayS));
    if (this.#delaysS.length > SAMPLES) this.#delaysS.shift();
    this.#lastAt = nowMs;
  }

  /** Return the delays in seconds, or null when nothing arrived lately. */
  spread(nowMs: number): Spread | null {
    return nowMs - this.#lastAt > KEPT_MS ? null : spreadOf(this.#delaysS);
  }
}

/** Return median and 95th percentile, or null of nothing. */
export function spreadOf(valuesS: readonly number[]): Spread | null {
  const sorted = Float64Array.from(valuesS).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return sorted.length === 0 ? null : { medianS: at(0.5), p95S: at(0.95) };
}
