import { describe, expect, test } from "vitest";
import { DelayMeter } from "../stream/delay-meter";
import { ServerClock } from "../stream/server-clock";
import { aRow, NOON } from "../testing/builders";
import { DriverBook } from "./driver-book";
import { FleetFeed } from "./fleet-feed";
import { FleetStore } from "./fleet-store";

function start() {
  const store = new FleetStore();
  const drivers = new DriverBook();
  const frames: (() => void)[] = [];
  let firstSnapshots = 0;
  const feed = new FleetFeed({
    drivers,
    store,
    clock: new ServerClock(),
    deviceDelays: new DelayMeter(),
    screenDelays: new DelayMeter(),
    beforeNextFrame: (callback) => frames.push(callback),
    onFirstSnapshot: () => {
      firstSnapshots += 1;
    },
  });
  const nextFrame = () => {
    for (const callback of frames.splice(0)) callback();
  };
  return { store, drivers, feed, frames, nextFrame, firstSnapshots: () => firstSnapshots };
}

const A = aRow({ shipmentId: "A" });
const B = aRow({ shipmentId: "B" });

describe("a fleet feed", () => {
  test("shows a snapshot only when it is complete", () => {
    const { feed, store, firstSnapshots } = start();
    feed.accept({ type: "snapshot", rows: [A] }, null);
    feed.accept({ type: "snapshot", rows: [B] }, null);
    expect(store.count).toBe(0);
    feed.accept({ type: "snapshot-complete" }, "e.1.f");
    expect(store.count).toBe(2);
    expect(firstSnapshots()).toBe(1);
  });

  test("tells drivers' own rows from shipments, in the snapshot and after it", () => {
    const { shipmentId: _, ...driver } = aRow({ driverId: "van 7", timestamp: NOON });
    const { feed, store, drivers, nextFrame } = start();
    // The schema has drivers' rows on this stream, too.
    feed.accept({ type: "snapshot", rows: [A, driver as typeof A] }, null);
    feed.accept({ type: "snapshot-complete" }, "e.1.f");
    expect([store.count, drivers.count]).toEqual([1, 1]);
    const older = { ...driver, timestamp: NOON - 1, latitude: 1 } as typeof A;
    const other = { ...driver, driverId: "van 8" } as typeof A;
    feed.accept({ type: "changes", rows: [B, older, other] }, "e.2.f");
    nextFrame();
    expect([store.count, drivers.count]).toEqual([2, 2]);
    expect(drivers.get("van 7")?.latitude).toBe(A.latitude);
    feed.accept({ type: "removed-drivers", ids: ["van 7"] }, "e.3.f");
    expect([store.count, drivers.get("van 7")]).toEqual([2, null]);
  });

  test("takes rows that came by another way, the first as the whole fleet, and never an older one for a newer", () => {
    const { feed, store, nextFrame, firstSnapshots } = start();
    feed.acceptTable([A, B]);
    expect([store.count, firstSnapshots()]).toEqual([2, 1]);
    feed.acceptTable([aRow({ shipmentId: "A", timestamp: NOON - 60, latitude: 1 }), aRow({ shipmentId: "C" })]);
    nextFrame();
    expect(store.count).toBe(3);
    expect(store.columns.latitude[store.slotOf("A") ?? -1]).toBe(A.latitude);
    feed.accept({ type: "snapshot", rows: [A] }, null);
    feed.accept({ type: "snapshot-complete" }, "e.1.f");
    expect([store.count, firstSnapshots()]).toEqual([1, 1]);
  });

  test("keeps the old picture until the snapshot after a reset is complete", () => {
    const { feed, store } = start();
    feed.accept({ type: "snapshot", rows: [A] }, null);
    feed.accept({ type: "snapshot-complete" }, "e.1.f");
    feed.accept({ type: "reset" }, null);
    feed.accept({ type: "snapshot", rows: [B] }, null);
    expect(store.slotOf("A")).not.toBeNull();
    feed.accept({ type: "snapshot-complete" }, "other.1.f");
    expect(store.slotOf("A")).toBeNull();
    expect(store.slotOf("B")).not.toBeNull();
  });

  test("forgets a snapshot that was cut off", () => {
    const { feed, store } = start();
    feed.accept({ type: "snapshot", rows: [A] }, null);
    feed.onConnectionLost();
    feed.accept({ type: "snapshot", rows: [B] }, null);
    feed.accept({ type: "snapshot-complete" }, "e.1.f");
    expect(store.slotOf("A")).toBeNull();
  });

  test("applies the changes between two frames at once, the newest of each shipment", () => {
    const { feed, store, frames, nextFrame } = start();
    const written: number[] = [];
    store.onDelta((delta) => written.push(...delta.written));
    feed.accept({ type: "changes", rows: [A, B] }, "e.1.f");
    feed.accept({ type: "changes", rows: [{ ...A, timestamp: NOON + 1, latitude: 1 }] }, "e.2.f");
    expect(store.count).toBe(0);
    expect(frames).toHaveLength(1);
    nextFrame();
    expect(written).toHaveLength(2);
    expect(store.columns.latitude[store.slotOf("A") ?? -1]).toBe(1);
  });

  test("takes away what left, and shows it again when it came back in the same frame", () => {
    const { feed, store, nextFrame } = start();
    feed.accept({ type: "changes", rows: [A, B] }, "e.1.f");
    nextFrame();
    feed.accept({ type: "removed", ids: ["A", "B"] }, "e.2.f");
    feed.accept({ type: "changes", rows: [{ ...B, timestamp: NOON + 1 }] }, "e.3.f");
    nextFrame();
    expect(store.slotOf("A")).toBeNull();
    expect(store.slotOf("B")).not.toBeNull();
  });

  test("does not lose changes that wait for a frame when a snapshot of the same epoch arrives", () => {
    const { feed, store, nextFrame } = start();
    feed.accept({ type: "snapshot-complete" }, "e.1.f");
    feed.accept({ type: "changes", rows: [{ ...A, timestamp: NOON + 5, latitude: 5 }] }, "e.2.f");
    feed.accept({ type: "snapshot", rows: [A] }, null);
    feed.accept({ type: "snapshot-complete" }, "e.2.f");
    nextFrame();
    expect(store.columns.latitude[store.slotOf("A") ?? -1]).toBe(5);
  });
});
