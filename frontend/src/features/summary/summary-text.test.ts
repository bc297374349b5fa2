import { expect, test } from "vitest";
import type { FleetCounts } from "../../fleet/fleet-view";
import { en } from "../../messages/en";
import { summaryParts } from "./summary-text";

const COUNTS: FleetCounts = { all: 1612, moving: 270, stopped: 0, stale: 0, offline: 1342, silent: 0, putAway: 0 };

test("the summary says how many shipments there are and how many of them move", () => {
  expect(summaryParts(COUNTS, 1612, en)).toEqual(["1,612 shipments", "270 moving"]);
  expect(summaryParts({ ...COUNTS, all: 1, moving: 0 }, 1, en)).toEqual(["1 shipment", "0 moving"]);
});

test("the summary says when not all of them are shown", () => {
  expect(summaryParts(COUNTS, 270, en)).toEqual(["270 of 1,612 shipments shown"]);
});
