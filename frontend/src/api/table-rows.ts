import type { ApiClient } from "./client";

/** The addresses of tables that have a stream. */
export type TablePath = "/api/shipments" | "/api/deliveries";

/** Rows of a table, and the time up to which the server knows it, Unix seconds, or null. */
export interface TableRows<R> {
  readonly rows: readonly R[];
  readonly asOfS: number | null;
}

/** Returns the rows that the server received since a time, or all of them (null); null when no answer came. */
export type AskForRows<R> = (receivedSinceS: number | null, signal: AbortSignal) => Promise<TableRows<R> | null>;

const AS_OF = "X-Tracker-As-Of";

/** Return a function that requests the rows of a table: only shipments can be asked for what is new. */
export function askForRowsOf<R>(client: ApiClient, path: TablePath): AskForRows<R> {
  return async (receivedSinceS, signal) => {
    const isWhole = receivedSinceS === null || path !== "/api/shipments";
    const query = { format: "ndjson", ...(isWhole ? {} : { updatedSince: receivedSinceS }) } as const;
    const { data, headers } = await client.getText(path, { query, signal });
    const rows = data === null ? null : rowsOf<R>(data);
    if (rows === null) return null;
    const asOfS = Number(headers?.get(AS_OF));
    return { rows, asOfS: asOfS > 0 ? asOfS : null };
  };
}

/** Return one row for each line, or null when a line is no JSON. */
function rowsOf<R>(text: string): readonly R[] | null {
  try {
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as R);
  } catch {
    return null;
  }
}
