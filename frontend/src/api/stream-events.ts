import type { Heartbeat } from "./types";

/** What the stream of a table with rows `R` sends, one member for each event name. */
export type StreamEvent<R> =
  | { readonly type: "snapshot"; readonly rows: readonly R[] }
  | { readonly type: "snapshot-complete" }
  | { readonly type: "changes"; readonly rows: readonly R[] }
  | { readonly type: "removed"; readonly ids: readonly string[] }
  | { readonly type: "removed-drivers"; readonly ids: readonly string[] }
  | { readonly type: "heartbeat"; readonly time: number }
  | { readonly type: "reset" }
  | { readonly type: "bye" };

export type StreamEventType = StreamEvent<unknown>["type"];

export const STREAM_EVENT_TYPES: readonly StreamEventType[] = [
  "snapshot",
  "snapshot-complete",
  "changes",
  "removed",
  "removed-drivers",
  "heartbeat",
  "reset",
  "bye",
];

/** Return the event, or null when its data is not what the contract says. */
export function decodeStreamEvent<R>(type: StreamEventType, data: string): StreamEvent<R> | null {
  switch (type) {
    case "snapshot-complete":
    case "reset":
    case "bye":
      return { type };
    case "snapshot":
    case "changes": {
      const rows = parse(data);
      return Array.isArray(rows) ? { type, rows: rows as readonly R[] } : null;
    }
    case "removed":
    case "removed-drivers": {
      const ids = parse(data);
      return Array.isArray(ids) ? { type, ids: ids as readonly string[] } : null;
    }
    case "heartbeat": {
      const beat = parse(data) as Partial<Heartbeat> | null | undefined;
      return typeof beat?.time === "number" ? { type, time: beat.time } : null;
    }
    default:
      return type satisfies never;
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
