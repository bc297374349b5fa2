import { expect, test } from "vitest";
import { aDelivery } from "../testing/a-delivery";
import { entryOf } from "./delivery-order";
import { ALL_DELIVERIES, matcherOf } from "./delivery-query";

const DELIVERY = aDelivery({
  shipmentId: "PKG-7",
  status: "out_for_delivery",
  driverId: "Ann",
  reference: "Order 4711",
  recipient: { name: "Jürgen Groß" },
  destination: { latitude: 1, longitude: 2, address: "1 Grant Street" },
  progress: { risk: "late" },
  alerts: [
    { id: "1", kind: "late", state: "open", openedAt: 1 },
    { id: "2", kind: "silent", state: "resolved", openedAt: 1 },
  ],
});

test.each([
  [{}, true],
  [{ search: "4711 grant" }, true],
  [{ search: "jürgen gross pkg-7" }, true],
  [{ search: "4712" }, false],
  [{ status: "out_for_delivery" }, true],
  [{ status: "created" }, false],
  [{ driver: " Ann " }, true],
  [{ driver: "An" }, false],
  [{ risk: "late" }, true],
  [{ risk: "none" }, false],
  [{ alert: "late" }, true],
  [{ alert: "silent" }, false],
] as const)("the query %j selects the delivery: %j", (query, isSelected) => {
  expect(matcherOf({ ...ALL_DELIVERIES, ...query })(entryOf(DELIVERY))).toBe(isSelected);
});
