import type { ServerClock } from "./server-clock";

/** Less is no sleep worth asking about. */
const SLEPT_ABOVE_S = 5;
const LONGEST_ANSWER_MS = 3_000;

/**
 * Notices that the computer slept: some systems stop `performance.now()` meanwhile, but not the clock on the wall.
 *
 * That clock may as well have been set, so the server decides; only where it cannot be asked the computer's clock counts.
 */
export class SleepWatch {
  readonly #clock: ServerClock;
  readonly #fetchFrom: typeof fetch;
  #wallAheadMs = wallAheadMs();

  /** `fetchFrom` must tell the clock what the answers say. */
  constructor(clock: ServerClock, fetchFrom: typeof fetch) {
    this.#clock = clock;
    this.#fetchFrom = fetchFrom;
  }

  /** Look whether the computer slept since the last look. */
  look(): void {
    const sleptS = (wallAheadMs() - this.#wallAheadMs) / 1000;
    this.#wallAheadMs = wallAheadMs();
    if (sleptS > SLEPT_ABOVE_S) void this.#ask(sleptS);
  }

  async #ask(sleptS: number): Promise<void> {
    const askedAtMs = performance.now();
    const hasAnswer = await this.#fetchFrom("api/session", { signal: AbortSignal.timeout(LONGEST_ANSWER_MS) }).then(
      (answer) => answer.headers.has("Date"),
      () => false,
    );
    const isTold = hasAnswer || this.#clock.heardAtMs >= askedAtMs;
    if (!isTold) this.#clock.advance(sleptS);
  }
}

function wallAheadMs(): number {
  return Date.now() - performance.now();
}
