// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { aTracker } from "../testing/a-tracker";
import { aRow } from "../testing/builders";
import { FakeEventSources } from "../testing/fake-event-source";
import { sharedState } from "./shared-state";
import { parseUrlState } from "./url-state";

const ADDRESS = parseUrlState("?q=100+Main+Street&sort=newest");
const SHIPMENT = parseUrlState("?q=pkg-1");

function aFleet(rows?: readonly Parameters<typeof aRow>[0][]) {
  const sources = new FakeEventSources();
  const { tracker } = aTracker({ connect: sources.create, isShared: false });
  tracker.start();
  if (rows !== undefined) {
    sources.newest.send("snapshot", rows.map(aRow));
    sources.newest.send("snapshot-complete", {}, "epoch.1.f");
  }
  return tracker;
}

test("a text that no shipment matches is not put into the address of the page", () => {
  const tracker = aFleet([{ shipmentId: "PKG-1" }]);
  tracker.view.setQuery(ADDRESS.query);
  expect(sharedState(ADDRESS, tracker)).toEqual(parseUrlState("?sort=newest"));
});

test("a search that finds shipments stays in it, also of silent and hidden ones", () => {
  const tracker = aFleet([{ shipmentId: "PKG-1", timestamp: 0 }]);
  const hidden = { ...SHIPMENT, query: { ...SHIPMENT.query, statuses: ["moving"] as const } };
  for (const state of [SHIPMENT, hidden]) {
    tracker.view.setQuery(state.query);
    expect(sharedState(state, tracker)).toEqual(state);
  }
});

test("a link keeps its search until the fleet is known", () => {
  expect(sharedState(ADDRESS, aFleet())).toEqual(ADDRESS);
});
