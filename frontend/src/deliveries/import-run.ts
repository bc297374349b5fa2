import { backoffMs } from "../api/backoff";
import type { Problem } from "../api/client";
import type { Outcome } from "../api/deliveries";
import type { CommandResults } from "../api/types";
import { type CsvTable, csvLine } from "./csv-text";
import { commandKey } from "./form-problems";
import { csvOf, type Mapping, type ReadyRow, readyRows } from "./import-mapping";

/** Rows in one request: an answer comes every second or so. */
export const ROWS_AT_ONCE = 500;

/** How often a request is sent before the import stalls. */
export const MOST_TRIES = 6;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;
const UNAVAILABLE = 503;

/** A row that the tracker did not take. */
export interface Failure {
  readonly line: number;
  readonly shipmentId: string;
  readonly cells: readonly string[];
  readonly reason: string;
}

export interface ImportState {
  /** `stalled`: a request failed as a whole, also when it was repeated; going on sends it again. */
  readonly phase: "ready" | "running" | "stalled" | "stopped" | "done";
  readonly total: number;
  /** Rows whose answer is here. */
  readonly answered: number;
  readonly accepted: number;
  readonly pending: number;
  readonly failures: readonly Failure[];
  readonly problem: Problem | null;
  /** How long the run waits before it repeats a request, in milliseconds; null while it does not. */
  readonly retryInMs: number | null;
}

export interface ImportParts {
  readonly table: CsvTable;
  readonly mapping: Mapping;
  readonly timeZone: string;
  /** Sends rows; the same `key` and rows again are the same commands. */
  readonly send: (csv: string, key: string) => Promise<Outcome<CommandResults>>;
  readonly pause: (ms: number) => Promise<void>;
  readonly words: Readonly<Record<"noId" | "cells" | "noReason", string>>;
}

/** Sends the rows of a file in parts, one after another; a bad row stops no other. Lives outside React. */
export class ImportRun {
  readonly #parts: ImportParts;
  readonly #listeners = new Set<() => void>();
  readonly #rows: readonly ReadyRow[];
  #at = 0;
  /** Names the request for the rows from `#at` on, also when it is repeated. */
  #key = commandKey();
  #state: ImportState;

  constructor(parts: ImportParts) {
    this.#parts = parts;
    const rows = readyRows(parts.table, parts.mapping);
    this.#rows = rows.filter(({ fault }) => fault === null);
    const failures = rows.flatMap((ready) =>
      ready.fault === null ? [] : [failureOf(ready, parts.words[ready.fault])],
    );
    const counts = { total: rows.length, answered: failures.length, accepted: 0, pending: 0 };
    this.#state = { phase: "ready", ...counts, failures, problem: null, retryInMs: null };
  }

  get state(): ImportState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Send what is not answered yet. */
  async run(): Promise<void> {
    if (this.#isRunning()) return;
    this.#set({ phase: "running", problem: null });
    while (this.#at < this.#rows.length && this.#isRunning()) {
      const part = this.#rows.slice(this.#at, this.#at + ROWS_AT_ONCE);
      const { data, problem } = await this.#sendPatiently(part);
      if (data === null) {
        // One that was stopped while it waited stays so.
        if (this.#isRunning()) this.#set({ phase: "stalled", problem });
        return;
      }
      this.#at += part.length;
      this.#key = commandKey();
      this.#take(part, data);
    }
    if (this.#isRunning()) this.#set({ phase: "done" });
  }

  /** Send a part, again and later each time while the server is unreachable or busy. */
  async #sendPatiently(part: readonly ReadyRow[]): Promise<Outcome<CommandResults>> {
    const { mapping, timeZone, send, pause } = this.#parts;
    const rows = part.map(({ row }) => row);
    const csv = csvOf(rows, mapping, timeZone);
    for (let failures = 1; ; failures += 1) {
      const outcome = await send(csv, this.#key);
      const { problem } = outcome;
      if (problem === null || !isTransient(problem) || failures >= MOST_TRIES || !this.#isRunning()) return outcome;
      const retryInMs = backoffMs(failures, FIRST_RETRY_MS, LONGEST_RETRY_MS);
      this.#set({ problem, retryInMs });
      await pause(retryInMs);
      this.#set({ retryInMs: null });
      if (!this.#isRunning()) return outcome;
      this.#set({ problem: null });
    }
  }

  #isRunning(): boolean {
    return this.#state.phase === "running";
  }

  /** Send nothing after the request that is under way. */
  stop(): void {
    if (this.#isRunning()) this.#set({ phase: "stopped" });
  }

  #take(part: readonly ReadyRow[], { accepted, pending, results }: CommandResults): void {
    const { noReason } = this.#parts.words;
    const failures = results.flatMap(({ index, result, detail }) => {
      const ready = part[index];
      return result === "refused" && ready !== undefined ? [failureOf(ready, detail ?? noReason)] : [];
    });
    const held = this.#state;
    this.#set({
      answered: held.answered + part.length,
      accepted: held.accepted + accepted,
      pending: held.pending + pending,
      failures: [...held.failures, ...failures],
    });
  }

  #set(part: Partial<ImportState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** Without a status, no tracker answered. */
function isTransient({ status }: Problem): boolean {
  return status === undefined || status === UNAVAILABLE;
}

function failureOf({ row, shipmentId }: ReadyRow, reason: string): Failure {
  return { line: row.line, shipmentId, cells: row.cells, reason };
}

const BYTE_ORDER_MARK = "\ufeff";

/** Return the failed rows as a file: the columns of the file, and why; it can be corrected and imported again. */
export function failuresCsv(
  header: readonly string[],
  failures: readonly Failure[],
  columns: readonly string[],
): string {
  const lines = failures.map(({ line, cells, reason }) => {
    const padded = header.map((_, index) => cells[index] ?? "");
    return csvLine([...padded, String(line), reason]);
  });
  return `${BYTE_ORDER_MARK}${csvLine([...header, ...columns])}${lines.join("")}`;
}
