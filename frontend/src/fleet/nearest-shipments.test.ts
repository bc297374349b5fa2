// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { aTracker } from "../testing/a-tracker";
import { aRow } from "../testing/builders";
import { FakeEventSources } from "../testing/fake-event-source";
import { nearestShipments } from "./nearest-shipments";

const NOW_S = Date.now() / 1000;

function fleetAt(places: Readonly<Record<string, readonly [number, number]>>) {
  const sources = new FakeEventSources();
  const { tracker } = aTracker({ connect: sources.create, isShared: false });
  tracker.start();
  const rows = Object.entries(places).map(([shipmentId, [latitude, longitude]]) =>
    aRow({ shipmentId, latitude, longitude, timestamp: NOW_S }),
  );
  sources.newest.send("snapshot", rows);
  sources.newest.send("snapshot-complete", {}, "epoch.1.f");
  tracker.view.refresh();
  return tracker;
}

test("the nearest shipments come first, and far ones not at all", () => {
  const tracker = fleetAt({ far: [41, -80], near: [40.001, -80], nearer: [40.0005, -80], other: [40.002, -80] });
  const near = nearestShipments(tracker, { latitude: 40, longitude: -80 }, { count: 2, withinM: 5_000 });
  expect(near.map(({ shipmentId }) => shipmentId)).toEqual(["nearer", "near"]);
  expect(near[0]?.distanceM).toBeCloseTo(55.6, 0);
});

test("a shipment beyond the antimeridian is near", () => {
  const tracker = fleetAt({ east: [0, -179.999] });
  const near = nearestShipments(tracker, { latitude: 0, longitude: 179.999 }, { count: 3, withinM: 1_000 });
  expect(near.map(({ shipmentId }) => shipmentId)).toEqual(["east"]);
});
