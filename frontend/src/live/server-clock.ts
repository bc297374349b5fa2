const SAMPLES = 6;

/** Tells the server's time from its heartbeats, so that ages are right on a computer whose clock is not. */
export class ServerClock {
  readonly #offsetsS: number[] = [];

  /** Return by how many seconds the last heartbeat came later than the quickest of the recent ones. */
  get heartbeatLagS(): number {
    return this.isKnown ? Math.max(...this.#offsetsS) - (this.#offsetsS.at(-1) ?? 0) : 0;
  }

  /** Take note that the server said `time` (Unix seconds) and that it arrived at local `nowMs`. */
  observe(time: number, nowMs: number): void {
    this.#offsetsS.push(time - nowMs / 1000);
    if (this.#offsetsS.length > SAMPLES) this.#offsetsS.shift();
  }

  get isKnown(): boolean {
    return this.#offsetsS.length > 0;
  }

  /** Return the server's time in Unix seconds; the local time until the first heartbeat. */
  now(nowMs: number): number {
    // A delayed heartbeat makes the offset look smaller than it is, so the largest is the nearest to the truth.
    return nowMs / 1000 + (this.isKnown ? Math.max(...this.#offsetsS) : 0);
  }
}
