import { expect, test } from "vitest";
import type { DriverSession } from "../api/driver-api";
import { ownerIn } from "./session";

const KEY: DriverSession = { required: true, signedIn: true, mayDispatch: false, mayDrive: true, driverId: "Dave-007" };
const OPEN: DriverSession = { required: false, signedIn: false, mayDispatch: true, mayDrive: true };

test("a key of a device says whose page it is and how often to send", () => {
  const owner = ownerIn({ ...KEY, deviceId: "phone-7", intervalSeconds: 20 }, undefined);
  expect(owner).toEqual({ kind: "driver", driverId: "Dave-007", hasDevice: true, intervalS: 20 });
});

test("a key without a device leaves the interval to the page", () => {
  expect(ownerIn(KEY, undefined)).toEqual({ kind: "driver", driverId: "Dave-007", hasDevice: false, intervalS: null });
});

test("the driver in the link counts only where no keys are required", () => {
  expect(ownerIn(OPEN, "Eve")).toMatchObject({ kind: "driver", driverId: "Eve" });
  expect(ownerIn({ ...KEY, driverId: null }, "Eve")).toEqual({ kind: "key_may_not" });
  expect(ownerIn(OPEN, undefined)).toEqual({ kind: "no_link" });
});

test("a key that may not report for its driver opens no page", () => {
  expect(ownerIn({ ...KEY, mayDrive: false }, undefined)).toEqual({ kind: "key_may_not" });
});
