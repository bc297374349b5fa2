import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Row } from "../api/types";
import { aRow, changesOf, NOON } from "../testing/builders";
import { type FleetDelta, FleetStore } from "./fleet-store";

function storeWith(...rows: readonly Row[]): FleetStore {
  const store = new FleetStore();
  store.apply(changesOf(...rows));
  return store;
}

function columnOf(store: FleetStore, shipmentId: string, column: keyof FleetStore["columns"]): number | undefined {
  const slot = store.slotOf(shipmentId);
  return slot === null ? undefined : store.columns[column][slot];
}

describe("a fleet store", () => {
  test("never moves a shipment back to an older fix", () => {
    const store = storeWith(aRow({ timestamp: NOON + 10, latitude: 41 }));
    store.apply(changesOf(aRow({ timestamp: NOON, latitude: 40 })));
    expect(columnOf(store, "PKG-998877", "latitude")).toBe(41);
  });

  test("derives no motion from the way to a position that nothing confirms, or back", () => {
    const store = storeWith(aRow());
    store.apply(changesOf(aRow({ timestamp: NOON + 10, latitude: 45, suspect: true })));
    expect(columnOf(store, "PKG-998877", "suspect")).toBe(1);
    expect(columnOf(store, "PKG-998877", "latitude")).toBe(45);
    expect(columnOf(store, "PKG-998877", "paceMps")).toBeNaN();
    store.apply(changesOf(aRow({ timestamp: NOON + 20 })));
    expect(columnOf(store, "PKG-998877", "suspect")).toBeNaN();
    expect(columnOf(store, "PKG-998877", "directionDeg")).toBeNaN();
  });

  test("takes a later correction of the same instant", () => {
    const store = storeWith(aRow({ source: [0, 5, 1], latitude: 41 }));
    store.apply(changesOf(aRow({ source: [0, 5, 2], latitude: 42 })));
    expect(columnOf(store, "PKG-998877", "latitude")).toBe(42);
  });

  test("ends at the newest row whatever the order of arrival", () => {
    const versions = fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)), {
      minLength: 1,
      selector: (version) => version.join(),
    });
    fc.assert(
      fc.property(versions, (arrivals) => {
        const store = new FleetStore();
        for (const [time, offset, index] of arrivals) {
          const latitude = time * 10 + offset + index / 10;
          store.apply(changesOf(aRow({ timestamp: time, source: [0, offset, index], latitude })));
        }
        const newest = arrivals.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).at(-1) ?? [0, 0, 0];
        expect(columnOf(store, "PKG-998877", "latitude")).toBe(newest[0] * 10 + newest[1] + newest[2] / 10);
      }),
    );
  });

  test("lets vanish what a snapshot does not hold", () => {
    const store = storeWith(aRow({ shipmentId: "A" }), aRow({ shipmentId: "B" }));
    store.replace([aRow({ shipmentId: "B" })], true);
    expect(store.slotOf("A")).toBeNull();
    expect(store.count).toBe(1);
  });

  test("keeps a newer row than the snapshot's within an epoch, and the snapshot's in another", () => {
    const [newer, older] = [aRow({ timestamp: NOON + 10, latitude: 41 }), aRow({ timestamp: NOON, latitude: 40 })];
    const store = storeWith(newer);
    store.replace([older], true);
    expect(columnOf(store, "PKG-998877", "latitude")).toBe(41);
    store.replace([older], false);
    expect(columnOf(store, "PKG-998877", "latitude")).toBe(40);
  });

  test("gives a freed slot away without the motion of who had it", () => {
    const store = storeWith(aRow({ shipmentId: "A", speed: 12, heading: 90 }));
    store.apply(new Map([["A", null]]));
    store.apply(changesOf(aRow({ shipmentId: "B" })));
    expect(store.slotOf("B")).toBe(0);
    expect(columnOf(store, "B", "paceMps")).toBeNaN();
    expect(columnOf(store, "B", "directionDeg")).toBeNaN();
  });

  test("holds more shipments than it first had room for", () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => aRow({ shipmentId: `PKG-${i}`, latitude: i / 100 }));
    const store = storeWith(...rows);
    expect(store.count).toBe(3_000);
    expect(columnOf(store, "PKG-7", "latitude")).toBe(0.07);
    expect(columnOf(store, "PKG-2999", "latitude")).toBe(29.99);
  });

  test("works out pace and direction from two fixes when the device reports neither", () => {
    const store = storeWith(aRow({ latitude: 40, longitude: -80 }));
    store.apply(changesOf(aRow({ latitude: 40.001, longitude: -80, timestamp: NOON + 10 })));
    expect(columnOf(store, "PKG-998877", "paceMps")).toBeCloseTo(11.1, 1);
    expect(columnOf(store, "PKG-998877", "directionDeg")).toBe(0);
    expect(columnOf(store, "PKG-998877", "speed")).toBeNaN();
  });

  test("believes the device's own speed rather than its steps", () => {
    const store = storeWith(aRow({ speed: 0 }));
    store.apply(changesOf(aRow({ speed: 0, latitude: 40.759, timestamp: NOON + 10 })));
    expect(columnOf(store, "PKG-998877", "paceMps")).toBe(0);
  });

  test("tells what was written and removed, and nothing when nothing changed", () => {
    const store = storeWith(aRow());
    const deltas: FleetDelta[] = [];
    store.onDelta((delta) => deltas.push(delta));
    store.apply(changesOf(aRow()));
    expect(deltas).toEqual([]);
    store.apply(new Map([["PKG-998877", null]]));
    expect(deltas).toEqual([{ written: [], removed: [0], membershipChanged: true }]);
  });
});
