import { expect, test } from "vitest";
import { groupedItems, plainItems } from "./driver-groups";

const DRIVERS = ["Ann", "Ann", "Bob"];
const driverOf = (slot: number) => DRIVERS[slot] ?? "";

test("each driver's shipments stand under a head that counts them", () => {
  expect(groupedItems([1, 0, 2], driverOf)).toEqual([
    { driverId: "Ann", count: 2 },
    { slot: 1, index: 0 },
    { slot: 0, index: 1 },
    { driverId: "Bob", count: 1 },
    { slot: 2, index: 2 },
  ]);
});

test("without groups there are only shipments", () => {
  expect(plainItems([2, 0])).toEqual([
    { slot: 2, index: 0 },
    { slot: 0, index: 1 },
  ]);
  expect(groupedItems([], driverOf)).toEqual([]);
});
