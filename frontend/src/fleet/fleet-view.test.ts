import { describe, expect, test } from "vitest";
import type { Row } from "../api/types";
import { aRow, changesOf, NOON } from "../testing/builders";
import { type FleetQuery, WHOLE_FLEET } from "./fleet-query";
import { FleetStore } from "./fleet-store";
import { FleetView } from "./fleet-view";
import { OFFLINE_AFTER_S, STALE_AFTER_S } from "./motion-status";
import { SILENCE_LIMIT_S } from "./silence";

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

  test.each([
    ["caf\u00E9", "cafe\u0301"],
    ["cafe\u0301", "CAF\u00C9"],
    ["\u00DCBER", "u\u0308ber"],
    ["Stra\u00DFe", "STRASSE"],
    ["A\u202EB", "u+202e"],
  ])("finds %j by %j", (shipmentId, search) => {
    expect(viewOf([aRow({ shipmentId }), aRow({ shipmentId: "OTHER" })], { search }).ids()).toEqual([shipmentId]);
  });

  test("does not find a name with an accent without it", () => {
    expect(viewOf([aRow({ shipmentId: "caf\u00E9" })], { search: "cafe" }).ids()).toEqual([]);
  });

  test("sorts numbers of any length by their value", () => {
    const ids = ["T-1000000000000", "T-999999999999"];
    expect(viewOf(ids.map((shipmentId) => aRow({ shipmentId }))).ids()).toEqual(["T-999999999999", "T-1000000000000"]);
  });

  test("keeps the shipments of each driver together, also of those whose names are nearly the same", () => {
    const drivers = ["D-1", "D-01", "d-1", "D-1", "D-01", "d-1"];
    const rows = drivers.map((driverId, i) => aRow({ shipmentId: `PKG-${i}`, driverId }));
    const { store, view } = viewOf(rows, { sort: "driver" });
    expect(view.order.map((slot) => store.driverAt(slot))).toEqual(["D-1", "D-1", "D-01", "D-01", "d-1", "d-1"]);
  });

  test("counts states among what the search finds, whatever state is asked for", () => {
    const rows = [
      aRow({ shipmentId: "A", speed: 5 }),
      aRow({ shipmentId: "B", speed: 0 }),
      aRow({ shipmentId: "C", timestamp: NOON - STALE_AFTER_S - 5 }),
      aRow({ shipmentId: "D", timestamp: NOON - OFFLINE_AFTER_S - 5 }),
    ];
    const { view, ids } = viewOf(rows, { statuses: ["stale"] });
    expect(view.counts).toMatchObject({ all: 4, moving: 1, stopped: 1, stale: 1, offline: 1 });
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

  test("puts the live first, whether they move or stand, and those not heard from last", () => {
    const rows = [
      aRow({ shipmentId: "A", timestamp: NOON - OFFLINE_AFTER_S - 5 }),
      aRow({ shipmentId: "B", timestamp: NOON - STALE_AFTER_S - 5 }),
      aRow({ shipmentId: "C", speed: 0 }),
      aRow({ shipmentId: "D", speed: 9 }),
    ];
    expect(viewOf(rows, { sort: "live" }).ids()).toEqual(["C", "D", "B", "A"]);
  });

  test("shows the shipment that is kept, whatever the query asks for", () => {
    const { view, ids } = viewOf([aRow({ shipmentId: "A", speed: 9 }), aRow({ shipmentId: "B", speed: 0 })]);
    view.setQuery({ ...WHOLE_FLEET, statuses: ["moving"] }, "B");
    expect(ids()).toEqual(["A", "B"]);
  });
});

describe("shipments that nobody hears of", () => {
  const long = NOON - SILENCE_LIMIT_S["1h"] - 60;
  const heard = aRow({ shipmentId: "HEARD" });
  const silent = aRow({ shipmentId: "SILENT", timestamp: long });

  test("are put away after an hour and counted where one sees it", () => {
    const { view, ids } = viewOf([heard, silent]);
    expect(ids()).toEqual(["HEARD"]);
    expect(view.counts).toMatchObject({ all: 1, offline: 0, silent: 1, putAway: 1 });
  });

  test("come back when asked for, or with a longer limit", () => {
    const shown = viewOf([heard, silent], { showsSilent: true });
    expect(shown.ids()).toEqual(["HEARD", "SILENT"]);
    expect(shown.view.counts).toMatchObject({ all: 2, offline: 1, silent: 1, putAway: 0 });
    expect(viewOf([heard, silent], { silence: "8h" }).ids()).toEqual(["HEARD", "SILENT"]);
  });

  test("are better than an empty page", () => {
    expect(viewOf([silent]).ids()).toEqual(["SILENT"]);
    expect(viewOf([heard, silent], { search: "silent" }).ids()).toEqual(["SILENT"]);
  });

  test("are not those whose old fix has just come in", () => {
    const sentByHand = aRow({ shipmentId: "OLD", timestamp: long, receivedAt: NOON });
    const { view, ids } = viewOf([heard, sentByHand]);
    expect(ids()).toEqual(["HEARD", "OLD"]);
    expect(view.statusAt(1)).toBe("offline");
  });

  test("are put away as time goes by and are back with their next fix, before the next refresh", () => {
    const { store, view, ids, setNow } = viewOf([silent, heard], {}, NOON - SILENCE_LIMIT_S["1h"]);
    expect(ids()).toEqual(["HEARD", "SILENT"]);
    setNow(NOON + 1);
    view.refresh();
    expect(ids()).toEqual(["HEARD"]);
    store.apply(changesOf(aRow({ shipmentId: "SILENT", timestamp: NOON })));
    expect(view.isShown(0)).toBe(true);
  });
});
