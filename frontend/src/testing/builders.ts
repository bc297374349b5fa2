import type { Row } from "../api/types";

/** The time of the sample position, Unix seconds. */
export const NOON = 1_705_500_000;

/** A row of the stream; a test names only what matters to it. */
export function aRow(fields: Partial<Row> = {}): Row {
  return {
    driverId: "Dave-007",
    shipmentId: "PKG-998877",
    latitude: 40.758,
    longitude: -79.9855,
    timestamp: NOON,
    source: [0, 0, 0],
    ...fields,
  };
}

/** Changes as the store takes them. */
export function changesOf(...rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.shipmentId, row]));
}
