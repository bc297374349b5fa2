import type { Delivery, DeliveryChange, DeliveryPlan } from "../api/types";
import type { Point } from "../geo/point";
import { localTimeOf, unixOfLocalTime } from "./zoned-time";

/** The plan of a delivery as a form holds it: texts as they were typed. */
export interface DeliveryDraft {
  readonly place: Point | null;
  readonly address: string;
  readonly placeName: string;
  readonly radius: string;
  readonly timeZone: string;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly driverId: string;
  readonly sequence: string;
  readonly kind: "delivery" | "pickup";
  readonly serviceMinutes: string;
  readonly recipientName: string;
  readonly recipientPhone: string;
  readonly recipientEmail: string;
  readonly reference: string;
  readonly note: string;
}

export type DraftField = keyof DeliveryDraft;

const RADIUS_M = 75;
const SERVICE_S = 180;

export function emptyDraft(timeZone: string): DeliveryDraft {
  const texts = { address: "", placeName: "", windowStart: "", windowEnd: "", driverId: "", sequence: "" };
  const recipient = { recipientName: "", recipientPhone: "", recipientEmail: "", reference: "", note: "" };
  const standard = { radius: String(RADIUS_M), kind: "delivery", serviceMinutes: minutesOf(SERVICE_S) } as const;
  return { place: null, timeZone, ...texts, ...recipient, ...standard };
}

export const DRAFT_FIELDS = Object.keys(emptyDraft("")) as readonly DraftField[];

/** Return the plan of a delivery as a form shows it; `here` is the zone of the device. */
export function draftOf(delivery: Delivery, here: string): DeliveryDraft {
  const { destination, window, recipient, sequence } = delivery;
  const { latitude, longitude } = destination;
  const timeZone = destination.timeZone ?? "";
  const clock = (unixS: number | undefined) => (unixS === undefined ? "" : localTimeOf(unixS, timeZone || here));
  return {
    place: { latitude, longitude },
    address: destination.address ?? "",
    placeName: destination.name ?? "",
    radius: String(destination.radius ?? RADIUS_M),
    timeZone,
    windowStart: clock(window?.start),
    windowEnd: clock(window?.end),
    driverId: delivery.driverId ?? "",
    sequence: sequence == null ? "" : String(sequence),
    kind: delivery.kind ?? "delivery",
    serviceMinutes: minutesOf(delivery.serviceSeconds ?? SERVICE_S),
    recipientName: recipient?.name ?? "",
    recipientPhone: recipient?.phone ?? "",
    recipientEmail: recipient?.email ?? "",
    reference: delivery.reference ?? "",
    note: delivery.note ?? "",
  };
}

function minutesOf(seconds: number): string {
  return String(Number((seconds / 60).toFixed(2)));
}

/** What is wrong with a field before the tracker is asked. */
export type Fault = "required" | "noNumber" | "noTime" | "halfWindow" | "endsBeforeStart" | "noZone";
export type Faults = Readonly<Partial<Record<DraftField, Fault>>>;

export type ReadDraft =
  | { readonly plan: DeliveryPlan; readonly faults: null }
  | { readonly plan: null; readonly faults: Faults };

/** Return the plan that a form asks for, or what is wrong with its fields. */
export function readDraft(draft: DeliveryDraft, here: string): ReadDraft {
  const faults: Partial<Record<DraftField, Fault>> = {};
  const number = (field: "radius" | "sequence" | "serviceMinutes") => {
    const value = numberOf(draft[field]);
    if (Number.isNaN(value)) faults[field] = "noNumber";
    return value;
  };
  const [radius, sequence, minutes] = [number("radius"), number("sequence"), number("serviceMinutes")];
  if (draft.place === null) faults.place = "required";
  const window = windowOf(draft, here, faults);
  if (draft.place === null || Object.keys(faults).length > 0) return { plan: null, faults };
  return {
    faults: null,
    plan: {
      kind: draft.kind,
      destination: {
        ...draft.place,
        radius: radius ?? RADIUS_M,
        address: textOf(draft.address),
        name: textOf(draft.placeName),
        timeZone: textOf(draft.timeZone),
      },
      window,
      driverId: textOf(draft.driverId),
      sequence,
      serviceSeconds: minutes === null ? SERVICE_S : Math.round(minutes * 60),
      reference: textOf(draft.reference),
      recipient: recipientOf(draft),
      note: textOf(draft.note),
    },
  };
}

function textOf(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

/** Return null for an empty field, NaN for what is no number. */
function numberOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text.trim().replace(",", "."));
}

function recipientOf({
  recipientName,
  recipientPhone,
  recipientEmail,
}: DeliveryDraft): NonNullable<DeliveryPlan["recipient"]> | null {
  const recipient = { name: textOf(recipientName), phone: textOf(recipientPhone), email: textOf(recipientEmail) };
  return Object.values(recipient).some((text) => text !== null) ? recipient : null;
}

function windowOf(
  { windowStart, windowEnd, timeZone }: DeliveryDraft,
  here: string,
  faults: Partial<Record<DraftField, Fault>>,
): { readonly start: number; readonly end: number } | null {
  const zone = timeZone.trim() || here;
  if (!isZone(zone)) {
    faults.timeZone = "noZone";
    return null;
  }
  if (windowStart === "" && windowEnd === "") return null;
  const [start, end] = [unixOfLocalTime(windowStart, zone), unixOfLocalTime(windowEnd, zone)];
  if (start === null) faults.windowStart = windowStart === "" ? "halfWindow" : "noTime";
  if (end === null) faults.windowEnd = windowEnd === "" ? "halfWindow" : "noTime";
  if (start === null || end === null) return null;
  if (end < start) faults.windowEnd = "endsBeforeStart";
  return { start, end };
}

/** Return whether this system knows the name of a time zone. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Fields that one member of a plan is made of; a change of one sends the whole member. */
const MEMBERS: readonly (readonly [member: keyof DeliveryPlan, fields: readonly DraftField[]])[] = [
  ["destination", ["place", "address", "placeName", "radius", "timeZone"]],
  ["window", ["windowStart", "windowEnd"]],
  ["recipient", ["recipientName", "recipientPhone", "recipientEmail"]],
  ["kind", ["kind"]],
  ["driverId", ["driverId"]],
  ["sequence", ["sequence"]],
  ["serviceSeconds", ["serviceMinutes"]],
  ["reference", ["reference"]],
  ["note", ["note"]],
];

/** Return the members of a plan that a form changes; null removes one. */
export function changeOf(base: DeliveryDraft, draft: DeliveryDraft, plan: DeliveryPlan): DeliveryChange {
  const changed = new Set(changedFields(base, draft));
  // The same clock in another zone is another time.
  if (changed.has("timeZone") && draft.windowStart !== "") changed.add("windowStart");
  const members = MEMBERS.filter(([, fields]) => fields.some((field) => changed.has(field)));
  return Object.fromEntries(members.map(([member]) => [member, plan[member] ?? null]));
}

export function changedFields(before: DeliveryDraft, after: DeliveryDraft): readonly DraftField[] {
  return DRAFT_FIELDS.filter((field) => !isSame(before[field], after[field]));
}

function isSame(a: DeliveryDraft[DraftField], b: DeliveryDraft[DraftField]): boolean {
  if (typeof a === "string" || typeof b === "string" || a === null || b === null) return a === b;
  return a.latitude === b.latitude && a.longitude === b.longitude;
}

/** A field that another person changed while a form was open. */
export interface Meanwhile {
  readonly field: DraftField;
  /** Whether the form changed it, too, to something else. */
  readonly isContested: boolean;
}

/** Return a draft with the changes of both sides, in which the form's own win, and what the others changed. */
export function mergeDrafts(
  base: DeliveryDraft,
  mine: DeliveryDraft,
  theirs: DeliveryDraft,
): { readonly draft: DeliveryDraft; readonly meanwhile: readonly Meanwhile[] } {
  const own = new Set(changedFields(base, mine));
  const draft = Object.fromEntries(DRAFT_FIELDS.map((field) => [field, (own.has(field) ? mine : theirs)[field]]));
  const meanwhile = changedFields(base, theirs).map((field) => ({
    field,
    isContested: own.has(field) && !isSame(mine[field], theirs[field]),
  }));
  return { draft: draft as unknown as DeliveryDraft, meanwhile };
}
