import { expect, test } from "vitest";
import { en } from "../messages/en";
import { enOfDevices } from "../messages/en-of-devices";
import { aDevice } from "../testing/a-device";
import { appOrKind, heardAtOf, reasonOf, signalOf } from "./device-words";

const NOW_S = 10_000;
const seen = (ageS: number) => ({ latitude: 1, longitude: 2, timestamp: NOW_S - ageS, receivedAt: NOW_S - ageS + 1 });
const reason = (members: Parameters<typeof aDevice>[0]) => reasonOf(aDevice(members), NOW_S, enOfDevices, en);

test("a silent device says how long no position arrived, and how often it reports", () => {
  expect(reason({ signal: "silent", last: seen(720), intervalSeconds: 30 })).toBe(
    "no position for 12 min; reports every 30 s",
  );
  expect(reason({ signal: "late", last: seen(200) })).toBe("no position for 3 min");
});

test("a device that is in contact without a believable position says so", () => {
  expect(reason({ signal: "late", last: seen(720), contactAt: NOW_S - 10 })).toBe(
    "no position for 12 min; in contact 10 s ago, without a believable position",
  );
  expect(reason({ contactAt: NOW_S - 10 })).toBe("in contact 10 s ago, without a believable position");
});

test("a live device needs no reason, and one that was never heard has one", () => {
  expect(reason({ signal: "live", last: seen(4) })).toBeNull();
  expect(reason({})).toBe(enOfDevices.noPosition);
  expect(signalOf(aDevice({}))).toBe("none");
});

test("the last contact is the newest sign of life", () => {
  expect(heardAtOf(aDevice({ last: seen(720), contactAt: NOW_S - 10 }))).toBe(NOW_S - 10);
  expect(heardAtOf(aDevice({ last: seen(5), contactAt: NOW_S - 10 }))).toBe(NOW_S - 4);
  expect(heardAtOf(aDevice({}))).toBeNull();
});

test("the app of a device is the newest one whose credential is valid, else its kind is named", () => {
  const credentials = [
    { id: "1", app: "overland", createdAt: 1 },
    { id: "2", app: "osmand", createdAt: 2, revokedAt: 3 },
  ] as const;
  expect(appOrKind(aDevice({ kind: "phone", credentials }), enOfDevices)).toBe("Overland");
  expect(appOrKind(aDevice({ kind: "vehicle" }), enOfDevices)).toBe("Vehicle");
  expect(appOrKind(aDevice({ credentials: [{ id: "3", app: "curl", createdAt: 1 }] }), enOfDevices)).toBe(
    "Another app",
  );
});
