import { expect, test } from "vitest";
import type { DriverRow } from "../../api/types";
import { driverEntries, driverItems } from "./driver-entries";

const row = (driverId: string) => ({ driverId, latitude: 40, longitude: -80, timestamp: 1_000 }) as DriverRow;
const left = (...lengths: readonly (readonly [string, number])[]) =>
  new Map(lengths.map(([driverId, length]) => [driverId, { length }]));
const shown = (...args: Parameters<typeof driverItems>) =>
  driverItems(...args).map((item) => ("entry" in item ? item.entry.driverId : `${item.group} ${item.count}`));

test("every driver with a position, a route or an alert is listed once", () => {
  const entries = driverEntries({ rows: [row("a")], routes: left(["a", 2], ["b", 1]), alerts: new Map([["c", 3]]) });
  expect(entries.map(({ driverId, stops, alerts }) => [driverId, stops, alerts])).toEqual([
    ["a", 2, 0],
    ["b", 1, 0],
    ["c", 0, 3],
  ]);
  expect(entries[1]?.row).toBeNull();
});

test("drivers with open alerts come first, then those with stops left, each group in order of numbers in names", () => {
  const entries = driverEntries({
    rows: ["van 10", "van 9", "idle", "late"].map(row),
    routes: left(["van 10", 1], ["van 9", 4], ["late", 1]),
    alerts: new Map([["late", 1]]),
  });
  expect(shown(entries, "")).toEqual(["alerts 1", "late", "onRoute 2", "van 9", "van 10", "free 1", "idle"]);
  expect(driverItems(entries, "").flatMap((item) => ("entry" in item ? [item.index] : []))).toEqual([0, 1, 2, 3]);
});

test("each word of the search is in the name", () => {
  const entries = driverEntries({ rows: ["Van 1", "van 12", "bike 1"].map(row), routes: null, alerts: new Map() });
  expect(shown(entries, "1 VAN")).toEqual(["onRoute 2", "Van 1", "van 12"]);
  expect(shown(entries, "none")).toEqual([]);
});
