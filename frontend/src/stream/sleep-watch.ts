import type { ServerClock } from "./server-clock";

/** Less is no sleep worth asking about. */
const SLEPT_ABOVE_S = 5;

/**
 * Notices that the computer slept: some systems stop `performance.now()` meanwhile, but not the clock on the wall.
 *
 * That clock may as well have been set, so the server decides; only where it cannot be asked the computer's clock counts.
 */
export class SleepWatch {
  readonly #clock: ServerClock;
  readonly #askTime: () => Promise<boolean>;
  #wallAheadMs = wallAheadMs();

  /** `askTime` calls the server and returns whether the answer set the clock. */
  constructor(clock: ServerClock, askTime: () => Promise<boolean>) {
    this.#clock = clock;
    this.#askTime = askTime;
  }

  /** Look whether the computer slept since the last look. */
  look(): void {
    const sleptS = (wallAheadMs() - this.#wallAheadMs) / 1000;
    this.#wallAheadMs = wallAheadMs();
    if (sleptS > SLEPT_ABOVE_S) void this.#ask(sleptS);
  }

  async #ask(sleptS: number): Promise<void> {
    const askedAtMs = performance.now();
    const isTold = (await this.#askTime()) || this.#clock.heardAtMs >= askedAtMs;
    if (!isTold) this.#clock.advance(sleptS);
  }
}

function wallAheadMs(): number {
  return Date.now() - performance.now();
}
