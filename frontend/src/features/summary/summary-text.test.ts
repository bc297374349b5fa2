import { expect, test } from "vitest";
import type { FleetCounts } from "../../live/fleet-view";
import { summaryText } from "./summary-text";

const COUNTS: FleetCounts = { all: 1612, moving: 270, stopped: 0, stale: 0, offline: 1342, silent: 0, putAway: 0 };

test("the summary says how many shipments there are and how many of them move", () => {
  expect(summaryText(COUNTS, 1612)).toBe("1,612 shipments · 270 moving");
  expect(summaryText({ ...COUNTS, all: 1, moving: 0 }, 1)).toBe("1 shipment · 0 moving");
});

test("the summary says when not all of them are shown", () => {
  expect(summaryText(COUNTS, 270)).toBe("270 of 1,612 shipments shown");
});
