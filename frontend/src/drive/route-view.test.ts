import { expect, test } from "vitest";
import type { Said } from "./outbox";
import { type Delivery, type DriverRoute, isOf, viewOf } from "./route-view";

const NOW = 1_770_000_000;

function aDelivery(shipmentId: string, more: Partial<Delivery> = {}): Delivery {
  return {
    ...{
      shipmentId,
      kind: "delivery",
      status: "out_for_delivery",
      statusAt: NOW - 3_600,
      planRevision: 1,
      revision: 1,
    },
    ...{ destination: { latitude: 1, longitude: 2 }, createdAt: NOW, updatedAt: NOW },
    ...more,
  } as Delivery;
}

function aRoute(...stops: readonly (readonly Delivery[])[]): DriverRoute {
  const shown = stops.map((deliveries) => ({ latitude: 1, longitude: 2, deliveries: [...deliveries] }));
  return { driverId: "Dave-007", position: null, stops: shown, later: [] };
}

function said(id: number, shipmentId: string, more: Partial<Said> = {}): Said {
  return { id, shipmentId, to: "delivered", at: NOW * 1000, setBackMs: 0, state: "waiting", ...more };
}

test("an outcome that is not sent yet already leaves the route, and is listed as done", () => {
  const view = viewOf(aRoute([aDelivery("A")], [aDelivery("B")]), [said(1, "A")]);
  expect(view.stops.map(({ number, deliveries }) => [number, deliveries[0]?.shipmentId])).toEqual([[2, "B"]]);
  expect(view.done.map(({ delivery }) => delivery?.shipmentId)).toEqual(["A"]);
});

test("of a stop with two deliveries the other one stays", () => {
  const view = viewOf(aRoute([aDelivery("A"), aDelivery("B")]), [said(1, "A")]);
  expect(view.stops[0]?.deliveries.map(({ shipmentId }) => shipmentId)).toEqual(["B"]);
});

test("an outcome that the server refused leaves the delivery on the route", () => {
  const view = viewOf(aRoute([aDelivery("A")]), [said(1, "A", { state: "refused" })]);
  expect(view.stops).toHaveLength(1);
  expect(view.done).toEqual([]);
});

test("a delivery that a dispatcher put back on the route after the driver's word is shown again", () => {
  const sent = said(1, "A", { to: "attempt_failed", state: "sent" });
  const item = { shipmentId: "A", to: sent.to, at: NOW } as const;
  const back = aRoute([aDelivery("A", { statusAt: NOW + 60 })]);
  expect(viewOf(back, [{ ...sent, item }]).stops).toHaveLength(1);
  expect(viewOf(aRoute([aDelivery("A")]), [{ ...sent, item }]).stops).toHaveLength(0);
});

test("what is not out for delivery can be loaded, once", () => {
  const route = aRoute([aDelivery("A", { status: "created" })], [aDelivery("B")]);
  expect(viewOf(route, []).toLoad).toEqual(["A"]);
  const loaded = viewOf(route, [said(1, "A", { to: "out_for_delivery" })]);
  expect(loaded.toLoad).toEqual([]);
  expect(loaded.stops[0]?.deliveries[0]?.status).toBe("out_for_delivery");
});

test("a kept route of another driver is not shown", () => {
  const kept = { driverId: "Dave-007", route: aRoute(), at: NOW };
  expect(isOf(kept, "Dave-007")).toBe(true);
  expect(isOf(kept, "Erin-001")).toBe(false);
  expect(isOf(null, "Dave-007")).toBe(false);
});
