import { describe, expect, test } from "vitest";
import type { Row } from "../api/types";
import { aRow, changesOf, NOON } from "../testing/builders";
import { type FleetQuery, WHOLE_FLEET } from "./fleet-query";
import { FleetStore } from "./fleet-store";
import { FleetView } from "./fleet-view";
import { OFFLINE_AFTER_S, STALE_AFTER_S } from "./motion-status";

function viewOf(rows: readonly Row[], query: Partial<FleetQuery> = {}, nowS = NOON + 1) {
  const store = new FleetStore();
  let now = nowS;
  const view = new FleetView(store, () => now);
  store.apply(changesOf(...rows));
  view.setQuery({ ...WHOLE_FLEET, ...query });
  const ids = () => view.order.map((slot) => store.idAt(slot));
  const setNow = (next: number) => {
    now = next;
  };
  return { store, view, ids, setNow };
}

describe("a fleet view", () => {
  test("sorts names as people do, numbers by their value", () => {
    const { ids } = viewOf(["PKG-10", "PKG-9", "ABC-1"].map((shipmentId) => aRow({ shipmentId })));
    expect(ids()).toEqual(["ABC-1", "PKG-9", "PKG-10"]);
  });

  test("finds shipments by every word over id and driver, in any case", () => {
    const rows = [
      aRow({ shipmentId: "PKG-1", driverId: "Dave-007" }),
      aRow({ shipmentId: "PKG-2", driverId: "Dave-007" }),
      aRow({ shipmentId: "PKG-2b", driverId: "Eve" }),
    ];
    expect(viewOf(rows, { search: " dave  pkg-2 " }).ids()).toEqual(["PKG-2"]);
  });

  test("counts states among what the search finds, whatever state is asked for", () => {
    const rows = [
      aRow({ shipmentId: "A", speed: 5 }),
      aRow({ shipmentId: "B", speed: 0 }),
      aRow({ shipmentId: "C", timestamp: NOON - STALE_AFTER_S - 5 }),
      aRow({ shipmentId: "D", timestamp: NOON - OFFLINE_AFTER_S - 5 }),
    ];
    const { view, ids } = viewOf(rows, { status: "stale" });
    expect(view.counts).toEqual({ all: 4, moving: 1, stopped: 1, stale: 1, offline: 1 });
    expect(ids()).toEqual(["C"]);
  });

  test("turns a shipment stale by time alone", () => {
    const { view, setNow } = viewOf([aRow({ speed: 9 })]);
    expect(view.statusAt(0)).toBe("moving");
    setNow(NOON + STALE_AFTER_S + 1);
    view.refresh();
    expect(view.statusAt(0)).toBe("stale");
  });

  test("puts the longest silent first when asked for the oldest fix", () => {
    const rows = [aRow({ shipmentId: "A" }), aRow({ shipmentId: "B", timestamp: NOON - 9 })];
    expect(viewOf(rows, { sort: "oldest" }).ids()).toEqual(["B", "A"]);
    expect(viewOf(rows, { sort: "newest" }).ids()).toEqual(["A", "B"]);
  });

  test("shows a new shipment to the map before the next refresh", () => {
    const { store, view } = viewOf([]);
    store.apply(changesOf(aRow()));
    expect(view.isShown(0)).toBe(true);
    store.apply(new Map([["PKG-998877", null]]));
    expect(view.isShown(0)).toBe(false);
  });
});
