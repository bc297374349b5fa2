import { expect, test } from "vitest";
import { aDelivery } from "../testing/a-delivery";
import { changeOf, type DeliveryDraft, draftOf, emptyDraft, mergeDrafts, readDraft } from "./delivery-draft";

const HERE = "Europe/Berlin";
const DELIVERY = aDelivery({
  destination: {
    latitude: 40.7484,
    longitude: -73.9857,
    radius: 50,
    address: "20 W 34th St",
    timeZone: "America/New_York",
  },
  window: { start: Date.parse("2026-03-02T14:00:00Z") / 1000, end: Date.parse("2026-03-02T16:00:30Z") / 1000 },
  driverId: "Dave",
  sequence: 3,
  serviceSeconds: 90,
  recipient: { name: "Ann" },
});
const DRAFT = draftOf(DELIVERY, HERE);

function planOf(draft: DeliveryDraft) {
  const { plan } = readDraft(draft, HERE);
  if (plan === null) throw new Error("the draft has faults");
  return plan;
}

test("a plan that is shown in a form and read again is the same", () => {
  expect(DRAFT).toMatchObject({
    windowStart: "2026-03-02T09:00",
    windowEnd: "2026-03-02T11:00:30",
    serviceMinutes: "1.5",
  });
  const { kind, destination, window, driverId, sequence, serviceSeconds, recipient, reference, note } = planOf(DRAFT);
  expect({ kind, window, driverId, sequence, serviceSeconds }).toEqual({
    kind: "delivery",
    window: DELIVERY.window,
    driverId: "Dave",
    sequence: 3,
    serviceSeconds: 90,
  });
  expect(destination).toEqual({ ...DELIVERY.destination, name: null });
  expect([recipient, reference, note]).toEqual([{ name: "Ann", phone: null, email: null }, null, null]);
});

test("an empty form lacks its destination alone", () => {
  expect(readDraft(emptyDraft(HERE), HERE)).toEqual({ plan: null, faults: { place: "required" } });
});

test.each([
  [{ radius: "far" }, { radius: "noNumber" }],
  [{ sequence: "1st" }, { sequence: "noNumber" }],
  [{ windowEnd: "" }, { windowEnd: "halfWindow" }],
  [{ windowStart: "2026-03-08T02:30" }, { windowStart: "noTime" }],
  [{ windowEnd: "2026-03-02T08:59" }, { windowEnd: "endsBeforeStart" }],
  [{ timeZone: "Mars/Olympus" }, { timeZone: "noZone" }],
] as const)("%j has the faults %j", (members, faults) => {
  expect(readDraft({ ...DRAFT, ...members }, HERE).faults).toEqual(faults);
});

test("a number may have a decimal comma", () => {
  expect(planOf({ ...DRAFT, serviceMinutes: "2,5" }).serviceSeconds).toBe(150);
});

test.each([
  [{}, {}],
  [{ note: " Ring twice. " }, { note: "Ring twice." }],
  [{ driverId: "" }, { driverId: null }],
  [{ windowStart: "", windowEnd: "" }, { window: null }],
  [{ recipientName: "" }, { recipient: null }],
  [{ placeName: "Lobby" }, { destination: { ...DELIVERY.destination, name: "Lobby" } }],
])("the change %j sends %j alone", (members, sent) => {
  const draft = { ...DRAFT, ...members };
  expect(changeOf(DRAFT, draft, planOf(draft))).toEqual(sent);
});

test("the same clock in another zone sends another window", () => {
  const draft = { ...DRAFT, timeZone: "UTC" };
  expect(changeOf(DRAFT, draft, planOf(draft))).toMatchObject({
    destination: { timeZone: "UTC" },
    window: { start: Date.parse("2026-03-02T09:00:00Z") / 1000 },
  });
});

test("what both sides changed is contested, and the form's own change wins", () => {
  const mine = { ...DRAFT, note: "mine", driverId: "Eve" };
  const theirs = { ...DRAFT, note: "theirs", reference: "Order 1", driverId: "Eve" };
  const { draft, meanwhile } = mergeDrafts(DRAFT, mine, theirs);
  expect(draft).toEqual({ ...DRAFT, note: "mine", reference: "Order 1", driverId: "Eve" });
  expect(meanwhile).toEqual([
    { field: "driverId", isContested: false },
    { field: "reference", isContested: false },
    { field: "note", isContested: true },
  ]);
});
