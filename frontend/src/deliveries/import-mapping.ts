import { type CsvRow, type CsvTable, csvLine } from "./csv-text";

/** What a column of a file may be; the names are those of the API. */
export const IMPORT_FIELDS = [
  "shipmentId",
  "latitude",
  "longitude",
  "address",
  "name",
  "windowStart",
  "windowEnd",
  "timeZone",
  "driverId",
  "sequence",
  "recipientName",
  "recipientPhone",
  "recipientEmail",
  "reference",
  "note",
  "kind",
  "radius",
  "serviceSeconds",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

export const REQUIRED_FIELDS = ["shipmentId", "latitude", "longitude"] as const satisfies readonly ImportField[];

/** The field of each column, in the order of the file; null for a column that is left out. */
export type Mapping = readonly (ImportField | null)[];

/** Which field people chose for a column of this name; an empty text is none. */
export type Remembered = Readonly<Record<string, ImportField | "">>;

const ALSO_CALLED: Readonly<Record<ImportField, readonly string[]>> = {
  shipmentId: ["id", "shipment", "parcel", "tracking number", "tracking", "package", "barcode"],
  latitude: ["lat"],
  longitude: ["lon", "lng", "long"],
  address: ["street", "destination", "delivery address"],
  name: ["place", "place name", "company", "location"],
  windowStart: ["from", "start", "earliest", "time from", "window from"],
  windowEnd: ["to", "until", "end", "latest", "time to", "window to"],
  timeZone: ["zone", "tz"],
  driverId: ["driver", "courier", "vehicle"],
  sequence: ["stop", "stop number", "order of stops"],
  recipientName: ["recipient", "customer", "contact", "consignee"],
  recipientPhone: ["phone", "telephone", "mobile"],
  recipientEmail: ["email", "e mail", "mail"],
  reference: ["order", "order number", "ref", "invoice"],
  note: ["notes", "comment", "remarks", "instructions"],
  kind: ["type"],
  radius: [],
  serviceSeconds: ["service time"],
};

/** Return the likeliest field of each column: what people chose before, else by its name; no field twice. */
export function guessMapping(header: readonly string[], remembered: Remembered): Mapping {
  const taken = new Set<ImportField>();
  return header.map((column) => {
    const known = remembered[column];
    const field = known === undefined ? guess(column) : known === "" ? null : known;
    if (field === null || taken.has(field) || !IMPORT_FIELDS.includes(field)) return null;
    taken.add(field);
    return field;
  });
}

function guess(column: string): ImportField | null {
  const name = plain(column);
  return IMPORT_FIELDS.find((field) => [field, ...ALSO_CALLED[field]].some((other) => plain(other) === name)) ?? null;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

export function remember(remembered: Remembered, header: readonly string[], mapping: Mapping): Remembered {
  return { ...remembered, ...Object.fromEntries(header.map((column, index) => [column, mapping[index] ?? ""])) };
}

export function missingFields(mapping: Mapping): readonly ImportField[] {
  return REQUIRED_FIELDS.filter((field) => !mapping.includes(field));
}

/** A row that is ready to be sent, or why it is not. */
export interface ReadyRow {
  readonly row: CsvRow;
  readonly shipmentId: string;
  readonly fault: "noId" | "cells" | null;
}

/** Return the rows with what can be told before the tracker is asked. */
export function readyRows({ header, rows }: CsvTable, mapping: Mapping): readonly ReadyRow[] {
  const idAt = mapping.indexOf("shipmentId");
  return rows.map((row) => {
    const shipmentId = row.cells[idAt]?.trim() ?? "";
    const fault = row.cells.length > header.length ? "cells" : shipmentId === "" ? "noId" : null;
    return { row, shipmentId, fault };
  });
}

/** Return how many rows have an id that a later row has, too: the later one wins. */
export function countRepeated(rows: readonly ReadyRow[]): number {
  const good = rows.filter(({ fault }) => fault === null);
  return good.length - new Set(good.map(({ shipmentId }) => shipmentId)).size;
}

/** Return rows as a file that the bulk address takes; `timeZone` is that of rows with times and without a zone. */
export function csvOf(rows: readonly CsvRow[], mapping: Mapping, timeZone: string): string {
  const columns = mapping.flatMap((field, index) => (field === null || field === "timeZone" ? [] : [{ field, index }]));
  const zoneAt = mapping.indexOf("timeZone");
  const timesAt = [mapping.indexOf("windowStart"), mapping.indexOf("windowEnd")];
  const lines = rows.map(({ cells }) => {
    const hasTime = timesAt.some((index) => (cells[index]?.trim() ?? "") !== "");
    const zone = (cells[zoneAt]?.trim() ?? "") || (hasTime ? timeZone : "");
    return csvLine([...columns.map(({ index }) => cells[index] ?? ""), zone]);
  });
  return csvLine([...columns.map(({ field }) => field), "timeZone"]) + lines.join("");
}
