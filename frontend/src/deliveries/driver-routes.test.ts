import { expect, test } from "vitest";
import type { Delivery } from "../api/types";
import { aDelivery } from "../testing/a-delivery";
import { routesOf } from "./driver-routes";

const NOW_S = 100_000;

function onRoute(shipmentId: string, sequence: number, members: Partial<Delivery> = {}): Delivery {
  const destination = { latitude: 40 + sequence / 100, longitude: -80 };
  return aDelivery({ shipmentId, sequence, driverId: "van 7", status: "out_for_delivery", destination, ...members });
}

const stopsOf = (...rows: readonly Delivery[]) =>
  (routesOf(rows, NOW_S).get("van 7") ?? []).map(({ deliveries }) => deliveries.map(({ shipmentId }) => shipmentId));

test("stops are in the planned order, and deliveries at one place are one stop", () => {
  const door = { latitude: 40.02, longitude: -80.0003 };
  expect(stopsOf(onRoute("c", 4), onRoute("a", 1), onRoute("b", 2), onRoute("d", 3, { destination: door }))).toEqual([
    ["a"],
    ["b", "d"],
    ["c"],
  ]);
});

test("without a sequence the window decides, then the id", () => {
  const window = { start: NOW_S, end: NOW_S + 1 };
  expect(stopsOf(onRoute("b", 1, { sequence: null }), onRoute("a", 2, { sequence: null, window }))).toEqual([
    ["a"],
    ["b"],
  ]);
});

test("while a delivery is out, only those that are out are stops", () => {
  const upcoming = onRoute("later", 1, { status: "created", window: { start: NOW_S, end: NOW_S + 1 } });
  expect(stopsOf(upcoming)).toEqual([["later"]]);
  expect(stopsOf(upcoming, onRoute("out", 2))).toEqual([["out"]]);
});

test("what has ended, was left, or is planned for another day is no stop", () => {
  expect(
    stopsOf(
      onRoute("ended", 1, { status: "delivered" }),
      onRoute("left", 2, { progress: { departedAt: NOW_S - 5 } }),
      onRoute("tomorrow", 3, { status: "created", window: { start: NOW_S + 13 * 3600, end: NOW_S + 14 * 3600 } }),
      onRoute("without a driver", 4, { driverId: null }),
    ),
  ).toEqual([]);
});
