import fc from "fast-check";
import { expect, test } from "vitest";
import type { Delivery } from "../api/types";
import { aDelivery } from "../testing/a-delivery";
import { compareEntries, entryOf } from "./delivery-order";
import { DeliveryStore } from "./delivery-store";

const idsOf = (store: DeliveryStore) => store.sorted().map(({ delivery }) => delivery.shipmentId);
const windowAt = (start: number) => ({ window: { start, end: start + 60 } });

test("late deliveries come first, then those at risk, then by window, then by id, and ended ones last", () => {
  const store = new DeliveryStore();
  store.put([
    aDelivery({ shipmentId: "ended", status: "delivered", progress: { risk: "late" }, ...windowAt(1) }),
    aDelivery({ shipmentId: "no window" }),
    aDelivery({ shipmentId: "b", ...windowAt(20) }),
    aDelivery({ shipmentId: "a", ...windowAt(20) }),
    aDelivery({ shipmentId: "early", ...windowAt(10) }),
    aDelivery({ shipmentId: "at risk", progress: { risk: "at_risk" } }),
    aDelivery({ shipmentId: "late", progress: { risk: "late" } }),
  ]);
  expect(idsOf(store)).toEqual(["late", "at risk", "early", "a", "b", "no window", "ended"]);
});

test("an older revision changes nothing", () => {
  const store = new DeliveryStore();
  store.put([aDelivery({ revision: 5, status: "delivered" })]);
  store.put([aDelivery({ revision: 4, status: "created" }), aDelivery({ revision: 5, status: "created" })]);
  expect(store.get("PKG-1")?.status).toBe("delivered");
});

test("whatever is put, removed and replaced, the order is that of all rows at once", () => {
  const ids = fc.constantFrom("a", "b", "c", "d");
  const row = fc.record({ id: ids, start: fc.nat(5), risk: fc.constantFrom("late" as const, "none" as const) });
  const step = fc.oneof(
    fc.record({ put: fc.array(row) }),
    fc.record({ remove: fc.array(ids) }),
    fc.record({ replace: fc.array(row) }),
  );
  const rowsOf = (rows: readonly { id: string; start: number; risk: "late" | "none" }[]): readonly Delivery[] =>
    rows.map(({ id, start, risk }) => aDelivery({ shipmentId: id, progress: { risk }, ...windowAt(start) }));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const store = new DeliveryStore();
      const model = new Map<string, Delivery>();
      for (const each of steps) {
        if ("remove" in each) {
          store.remove(each.remove);
          for (const id of each.remove) model.delete(id);
        } else {
          const rows = rowsOf("put" in each ? each.put : each.replace);
          if ("replace" in each) model.clear();
          if ("replace" in each) store.replace(rows);
          else store.put(rows);
          for (const delivery of rows) model.set(delivery.shipmentId, delivery);
        }
        const expected = [...model.values()].map(entryOf).sort(compareEntries);
        expect(idsOf(store)).toEqual(expected.map(({ delivery }) => delivery.shipmentId));
      }
    }),
  );
});
