import type { Row } from "../api/types";

/** What orders two rows of one shipment: the fix's time, then its place in the log. */
export interface Version {
  readonly timestamp: number;
  readonly offset: number;
  readonly index: number;
}

export function versionOf(row: Row): Version {
  return { timestamp: row.timestamp, offset: row.source[1], index: row.source[2] };
}

/** Return a negative number, zero or a positive number as `a` is older than, the same as or newer than `b`. */
export function compareVersions(a: Version, b: Version): number {
  return a.timestamp - b.timestamp || a.offset - b.offset || a.index - b.index;
}

/** Return the part of a cursor that changes when the log behind it was replaced, so that versions do not compare. */
export function epochOf(cursor: string | null): string {
  return cursor?.split(".", 1)[0] ?? "";
}
