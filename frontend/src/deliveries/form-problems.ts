import type { Problem } from "../api/client";
import type { DraftField } from "./delivery-draft";

/** A field of the form, or the id that only a new delivery has one for. */
export type FormField = DraftField | "shipmentId";

const FIELDS: Readonly<Record<string, FormField>> = {
  shipmentId: "shipmentId",
  destination: "place",
  "destination.latitude": "place",
  "destination.longitude": "place",
  "destination.radius": "radius",
  "destination.address": "address",
  "destination.name": "placeName",
  "destination.timeZone": "timeZone",
  window: "windowEnd",
  "window.start": "windowStart",
  "window.end": "windowEnd",
  driverId: "driverId",
  sequence: "sequence",
  kind: "kind",
  serviceSeconds: "serviceMinutes",
  reference: "reference",
  recipient: "recipientName",
  "recipient.name": "recipientName",
  "recipient.phone": "recipientPhone",
  "recipient.email": "recipientEmail",
  note: "note",
};

const OF_IDS = new Set(["id_empty", "id_too_long", "id_control_character"]);

/** Return the field of the form that a refusal is about, or null where it is about the whole. */
export function fieldOf({ field, code }: Problem): FormField | null {
  if (field != null) return FIELDS[field] ?? null;
  return code !== undefined && OF_IDS.has(code) ? "shipmentId" : null;
}

/** Letters and digits that are not taken for each other when they are read aloud or by hand. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Return an id for a new delivery: its day and four random letters. */
export function suggestedId(day: Date, random: Uint8Array): string {
  const date = [day.getFullYear() % 100, day.getMonth() + 1, day.getDate()];
  const letters = [...random].map((byte) => LETTERS[byte % LETTERS.length]);
  return `D-${date.map((part) => String(part).padStart(2, "0")).join("")}-${letters.join("")}`;
}

/** Return a key under which a command may be sent again. */
export function commandKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
