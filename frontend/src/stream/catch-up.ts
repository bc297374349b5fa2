/** What was missed comes in the first events after a reconnect; a fix that is this much later is only slow. */
const LONGEST_MS = 10_000;

/** A row that says when the server received it, Unix seconds. */
export interface ReceivedRow {
  readonly receivedAt?: number | null;
}

/** What a page got when its stream went on after a loss. */
export interface CaughtUp {
  /** Changes that the server received while the page was away. */
  readonly changes: number;
  /** The server no longer knew where the page was and sent everything anew. */
  readonly isAnew: boolean;
  /** When the stream went on, in milliseconds of `performance.now()`. */
  readonly atMs: number;
}

/** Counts what a page missed and got afterwards. */
export class CatchUp {
  #last: CaughtUp | null = null;
  #resumedAtS = 0;

  /** The last time that the page caught up, or null when it never lost its stream. */
  get last(): CaughtUp | null {
    return this.#last;
  }

  /** The stream goes on, at this time of the server and of this page. */
  begin(serverNowS: number, nowMs: number): void {
    this.#resumedAtS = serverNowS;
    this.#last = { changes: 0, isAnew: false, atMs: nowMs };
  }

  onReset(): void {
    if (this.#last !== null) this.#last = { ...this.#last, isAnew: true };
  }

  /** Count the rows that were missed; return whether there are any. */
  take(rows: readonly ReceivedRow[], nowMs: number): boolean {
    if (this.#last === null || nowMs - this.#last.atMs > LONGEST_MS) return false;
    const missed = rows.filter(({ receivedAt }) => receivedAt != null && receivedAt <= this.#resumedAtS).length;
    this.#last = { ...this.#last, changes: this.#last.changes + missed };
    return missed > 0;
  }
}
