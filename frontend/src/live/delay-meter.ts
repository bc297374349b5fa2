const SAMPLES = 64;
const KEPT_MS = 15_000;

/** Tells how long a fix took from the server's edge to this page, as the median of the recent ones. */
export class DelayMeter {
  readonly #delaysS: number[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;

  record(delayS: number, nowMs: number): void {
    // The two clocks agree to some milliseconds at best.
    this.#delaysS.push(Math.max(0, delayS));
    if (this.#delaysS.length > SAMPLES) this.#delaysS.shift();
    this.#lastAt = nowMs;
  }

  /** Return seconds, or null when nothing arrived lately. */
  medianS(nowMs: number): number | null {
    if (nowMs - this.#lastAt > KEPT_MS) return null;
    const sorted = this.#delaysS.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }
}
