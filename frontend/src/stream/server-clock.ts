const SAMPLES = 6;
/** The page gives up a stream that is silent for 45 s, so a heartbeat that seems later tells of another time. */
const SET_BACK_S = 60;
/** A `Date` header has whole seconds and may be that of a proxy, so it only corrects what is wrong by more. */
const HINT_SLACK_S = 5;

/**
 * Tells the server's time, so that ages are right on a computer whose clock is not.
 *
 * Between two messages time goes by as `performance.now()` says (`atMs`): that clock cannot be set.
 */
export class ServerClock {
  readonly #offsetsS: number[] = [];
  #guessS: number;
  #heardAtMs = Number.NEGATIVE_INFINITY;

  constructor(unixS = Date.now() / 1000, atMs = performance.now()) {
    this.#guessS = unixS - atMs / 1000;
  }

  /** When the last heartbeat came. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  get isKnown(): boolean {
    return this.#offsetsS.length > 0;
  }

  /** Return by how many seconds the last heartbeat came later than the quickest of the recent ones. */
  get heartbeatLagS(): number {
    return this.isKnown ? this.#offsetS - (this.#offsetsS.at(-1) ?? 0) : 0;
  }

  /** Take note that a heartbeat said `time` (Unix seconds) and arrived at `atMs`. */
  observe(time: number, atMs: number): void {
    this.#heardAtMs = atMs;
    const offsetS = time - atMs / 1000;
    if (this.isKnown && this.#offsetS - offsetS > SET_BACK_S) this.#offsetsS.length = 0;
    this.#offsetsS.push(offsetS);
    if (this.#offsetsS.length > SAMPLES) this.#offsetsS.shift();
  }

  /** Take note that an answer of the server named the time `time` (Unix seconds), which is near enough until a heartbeat. */
  hint(time: number, atMs: number): void {
    const aheadS = time - this.now(atMs);
    // An answer that was long on its way tells an old time, as a late heartbeat does.
    if (aheadS > HINT_SLACK_S || (!this.isKnown && aheadS < -HINT_SLACK_S)) this.advance(aheadS);
  }

  /** Go on so many seconds later, as a guess until the next heartbeat. */
  advance(byS: number): void {
    this.#guessS = this.#offsetS + byS;
    this.#offsetsS.length = 0;
  }

  /** Return the server's time in Unix seconds; until a heartbeat has told it, a guess. */
  now(atMs: number): number {
    return atMs / 1000 + this.#offsetS;
  }

  get #offsetS(): number {
    // A delayed heartbeat makes the offset look smaller than it is, so the largest is the nearest to the truth.
    return this.isKnown ? Math.max(...this.#offsetsS) : this.#guessS;
  }
}
