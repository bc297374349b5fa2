import { expect, test } from "vitest";
import { aDevice } from "../testing/a-device";
import { shownDevices, suggestedDevice } from "./device-order";
import { ALL_DEVICES } from "./device-query";

const DEVICES = [
  aDevice({ deviceId: "live", driverId: "ann", driverName: "Ann Lée", signal: "live" }),
  aDevice({ deviceId: "silent", driverId: "bob", signal: "silent" }),
  aDevice({ deviceId: "phone-10", signal: "live" }),
  aDevice({ deviceId: "phone-9", signal: "live", name: "The old one" }),
  aDevice({ deviceId: "late", driverId: "cem", signal: "late" }),
];
const ids = (query: Partial<typeof ALL_DEVICES>) =>
  shownDevices(DEVICES, { ...ALL_DEVICES, ...query }).map(({ deviceId }) => deviceId);

test("devices without a driver come first, then those that are heard worst", () => {
  expect(ids({})).toEqual(["phone-9", "phone-10", "silent", "late", "live"]);
});

test("a search finds ids, names and drivers", () => {
  expect(ids({ search: "LÉE" })).toEqual(["live"]);
  expect(ids({ search: "old 9" })).toEqual(["phone-9"]);
});

test("filters keep devices by their driver and their signal", () => {
  expect(ids({ bound: "unbound" })).toEqual(["phone-9", "phone-10"]);
  expect(ids({ bound: "bound", signal: "late" })).toEqual(["late"]);
});

test("a new phone gets an id that no device has", () => {
  expect(suggestedDevice([])).toBe("phone-1");
  expect(suggestedDevice([aDevice({ deviceId: "phone-2" })])).toBe("phone-3");
});
