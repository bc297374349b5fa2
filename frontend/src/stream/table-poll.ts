import type { AskForRows } from "../api/table-rows";

/** From one answer to the next question. */
export const POLL_EVERY_MS = 3_000;
/** Rows are asked for again that the server received this long before its last answer: some of them came into it late. */
const OVERLAP_S = 10;

export interface TablePollParts<R> {
  readonly askForRows: AskForRows<R>;
  /** Takes what is new since the last answer; the first has every row. */
  readonly onRows: (rows: readonly R[]) => void;
  /** Told when answers begin to come, and when they fail. */
  readonly onChange: () => void;
}

/** Asks for a table again and again: the way around something that lets answers through but no stream. */
export class TablePoll<R> {
  readonly #parts: TablePollParts<R>;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sinceS: number | null = null;
  #isAnswered = false;

  constructor(parts: TablePollParts<R>) {
    this.#parts = parts;
  }

  /** Whether the last question was answered. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  start(): void {
    if (this.#abort !== null) return;
    this.#abort = new AbortController();
    void this.#ask(this.#abort.signal);
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    clearTimeout(this.#timer);
    // The stream may begin with another table; the next poll asks for all of it.
    this.#sinceS = null;
    this.#isAnswered = false;
  }

  async #ask(stopped: AbortSignal): Promise<void> {
    const table = await this.#parts.askForRows(this.#sinceS === null ? null : this.#sinceS - OVERLAP_S, stopped);
    if (stopped.aborted) return;
    const wasAnswered = this.#isAnswered;
    this.#isAnswered = table !== null;
    if (table !== null) {
      this.#sinceS = table.asOfS;
      this.#parts.onRows(table.rows);
    }
    if (wasAnswered !== this.#isAnswered) this.#parts.onChange();
    this.#timer = setTimeout(() => void this.#ask(stopped), POLL_EVERY_MS);
  }
}
