/** From one answer to the next question. */
export const POLL_EVERY_MS = 3_000;
const LONGEST_ANSWER_MS = 20_000;
/** Rows are asked for again that the server received this long before its last answer: some of them came into it late. */
const OVERLAP_S = 10;
const AS_OF = "X-Tracker-As-Of";

export interface TablePollParts<R> {
  /** The address of the table's rows. */
  readonly address: string;
  readonly fetchFrom: typeof fetch;
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
    const table = await this.#fetchTable(stopped);
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

  async #fetchTable(stopped: AbortSignal): Promise<{ rows: readonly R[]; asOfS: number | null } | null> {
    const since = this.#sinceS === null ? "" : `&updatedSince=${this.#sinceS - OVERLAP_S}`;
    try {
      const signal = AbortSignal.any([stopped, AbortSignal.timeout(LONGEST_ANSWER_MS)]);
      const answer = await this.#parts.fetchFrom(`${this.#parts.address}?format=ndjson${since}`, { signal });
      if (!answer.ok) return null;
      const lines = (await answer.text()).split("\n").filter((line) => line !== "");
      const asOfS = Number(answer.headers.get(AS_OF));
      return { rows: lines.map((line) => JSON.parse(line) as R), asOfS: asOfS > 0 ? asOfS : null };
    } catch {
      return null;
    }
  }
}
