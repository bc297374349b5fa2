import { expect, test } from "vitest";
import type { Delivery } from "../api/types";
import { aDelivery } from "../testing/a-delivery";
import { countOpen, linesOf, resolvedOf } from "./alert-lines";
import { ALL_ALERTS } from "./alert-query";
import { NOTHING_SERVED, servedAlerts } from "./served-alerts";

const NOW_S = 10_000;
let lastId = 0;

type Alert = NonNullable<Delivery["alerts"]>[number];

function anAlert(kind: string, members: Partial<Alert> = {}): Alert {
  lastId += 1;
  return { id: `alert-${lastId}`, kind, state: "open", openedAt: 9_000, ...members };
}

function alerted(shipmentId: string, driverId: string | null, ...alerts: readonly Alert[]): Delivery {
  return aDelivery({ shipmentId, driverId, alerts });
}

const unserved = (deliveries: readonly Delivery[]) => ({ deliveries, served: NOTHING_SERVED });
const keysOf = (deliveries: readonly Delivery[], query = ALL_ALERTS, served = NOTHING_SERVED) =>
  linesOf({ deliveries, served }, query, NOW_S).map(({ key, alerts }) => [key, alerts.length]);

test("alerts of one kind on one route are one line, and a delivery without a driver has its own", () => {
  const rows = [
    alerted("a", "van 7", anAlert("at_risk")),
    alerted("b", "van 7", anAlert("at_risk"), anAlert("silent")),
    alerted("c", null, anAlert("at_risk")),
    alerted("d", null, anAlert("at_risk")),
  ];
  expect(keysOf(rows)).toEqual([
    ["at_risk/delivery/c", 1],
    ["at_risk/delivery/d", 1],
    ["at_risk/driver/van%207", 2],
    ["silent/driver/van%207", 1],
  ]);
});

test("drivers of one id in two fleets have a line each", () => {
  const rows = ["east", "west"].map((fleet) => ({ ...alerted(fleet, "7", anAlert("late")), fleet }));
  expect(keysOf(rows)).toEqual([
    ["late/driver/7/east", 1],
    ["late/driver/7/west", 1],
  ]);
});

test("late hides at risk of the same delivery", () => {
  expect(keysOf([alerted("a", "7", anAlert("late"), anAlert("at_risk"))])).toEqual([["late/driver/7", 1]]);
  expect(countOpen(unserved([alerted("a", "7", anAlert("late"), anAlert("at_risk"))]), NOW_S)).toBe(1);
});

test("a line with an alert that waits comes before older ones that a person takes care of", () => {
  const rows = [
    alerted("a", "old", anAlert("late", { openedAt: 1_000, state: "acknowledged" })),
    alerted("b", "new", anAlert("late", { openedAt: 9_900 })),
    alerted("c", "older", anAlert("late", { openedAt: 9_000 })),
  ];
  expect(linesOf(unserved(rows), ALL_ALERTS, NOW_S).map(({ driverId }) => driverId)).toEqual(["older", "new", "old"]);
  expect(countOpen(unserved(rows), NOW_S)).toBe(2);
});

test("a snoozed alert is hidden until its time, unless it is asked for", () => {
  const rows = [alerted("a", "7", anAlert("late", { snoozedUntil: NOW_S + 1 }))];
  expect(keysOf(rows)).toEqual([]);
  expect(keysOf(rows, { ...ALL_ALERTS, state: "snoozed" })).toEqual([["late/driver/7", 1]]);
  expect(linesOf(unserved(rows), ALL_ALERTS, NOW_S + 1)).toHaveLength(1);
});

test("kind, driver and state narrow the lines", () => {
  const rows = [
    alerted("a", "7", anAlert("late"), anAlert("silent")),
    alerted("b", "8", anAlert("late", { state: "acknowledged" })),
  ];
  expect(keysOf(rows, { ...ALL_ALERTS, kind: "silent" })).toEqual([["silent/driver/7", 1]]);
  expect(keysOf(rows, { ...ALL_ALERTS, driver: " 8 " })).toEqual([["late/driver/8", 1]]);
  expect(keysOf(rows, { ...ALL_ALERTS, state: "acknowledged" })).toEqual([["late/driver/8", 1]]);
});

test("an alert is listed as resolved for 15 min, the newest first", () => {
  const resolved = (resolvedAt: number) => anAlert("late", { state: "resolved", resolvedAt });
  const rows = [
    alerted("old", "7", resolved(NOW_S - 901)),
    alerted("first", "7", resolved(NOW_S - 899)),
    alerted("last", "7", resolved(NOW_S - 5), anAlert("at_risk")),
  ];
  const ids = resolvedOf(rows, ALL_ALERTS, NOW_S).map(({ shipmentId }) => shipmentId);
  expect(ids).toEqual(["last", "first"]);
  // What is resolved hides nothing.
  expect(keysOf(rows)).toEqual([["at_risk/driver/7", 1]]);
});

function aServedLine(kind: string, driverId: string, members: object = {}) {
  const alerts = [{ id: `${kind}-${driverId}`, state: "open" as const, openedAt: 9_500, place: "in Butler" }];
  return { kind, driverId, fleet: null, openedAt: 9_500, alerts, hides: 0, place: "in Butler", ...members };
}

test("the alerts of a driver are lines of their own beside the driver's other lines", () => {
  const served = servedAlerts({ lines: [aServedLine("stationary", "7"), aServedLine("battery_low", "8")] });
  const rows = [alerted("a", "7", anAlert("late")), alerted("b", "9", anAlert("late", { openedAt: 9_200 }))];
  const lines = linesOf({ deliveries: rows, served }, ALL_ALERTS, NOW_S);
  expect(lines.map(({ key }) => key)).toEqual([
    "late/driver/7",
    "stationary/driver/7",
    "late/driver/9",
    "battery_low/driver/8",
  ]);
  expect(lines[1]).toMatchObject({ place: "in Butler", alerts: [{ shipmentId: null, delivery: null }] });
  expect(countOpen({ deliveries: rows, served }, NOW_S)).toBe(4);
});

test("a silent driver hides the alerts of the route in that fleet, and the line says how many", () => {
  const served = servedAlerts({ lines: [aServedLine("silent", "7", { hides: 3 })] });
  const rows = [alerted("a", "7", anAlert("late")), { ...alerted("b", "7", anAlert("late")), fleet: "east" }];
  expect(keysOf(rows, ALL_ALERTS, served)).toEqual([
    ["late/driver/7/east", 1],
    ["silent/driver/7", 1],
  ]);
  const lines = linesOf({ deliveries: rows, served }, ALL_ALERTS, NOW_S);
  expect(lines.map(({ hides }) => hides)).toEqual([0, 3]);
});

test("an alert of a delivery has the place that the server names for it", () => {
  const late = anAlert("late");
  const line = {
    ...aServedLine("late", "7"),
    alerts: [{ id: late.id, shipmentId: "a", state: "open" as const, openedAt: 9_000, place: "near Butler" }],
  };
  const [shown] = linesOf(
    { deliveries: [alerted("a", "7", late)], served: servedAlerts({ lines: [line] }) },
    ALL_ALERTS,
    NOW_S,
  );
  expect(shown).toMatchObject({ place: "in Butler", alerts: [{ place: "near Butler" }] });
});
