import { expect, test } from "vitest";
import { UNKNOWN_CLOCK } from "./clock";
import { batchOf, everyMsOf, fixOf, isWorthKeeping, type PhoneFix, Thinning, thinned } from "./position-queue";

const NOON = 1_770_000_000_000;

function aFix(at: number, more: Partial<PhoneFix> = {}): PhoneFix {
  return { at: NOON + at, setBackMs: 0, latitude: 52.5, longitude: 13.4, ...more };
}

function measured(coords: Partial<GeolocationCoordinates>): GeolocationPosition {
  const all = { latitude: 52.5, longitude: 13.4, accuracy: 8, speed: null, heading: null, altitude: null, ...coords };
  return { coords: all as GeolocationCoordinates, timestamp: NOON, toJSON: () => ({}) };
}

test("the first fix is kept, and then one every five seconds", () => {
  expect(isWorthKeeping(null, aFix(0))).toBe(true);
  expect(isWorthKeeping(aFix(0), aFix(3_000))).toBe(false);
  expect(isWorthKeeping(aFix(0), aFix(4_900))).toBe(true);
});

test("a stop is kept at once, and only once", () => {
  const driving = aFix(0, { speed: 9 });
  const standing = aFix(1_000, { speed: 0 });
  expect(isWorthKeeping(driving, standing)).toBe(true);
  expect(isWorthKeeping(standing, aFix(2_000, { speed: 0 }))).toBe(false);
});

test("the same fix again is not kept, and the first after the clock was set back is", () => {
  expect(isWorthKeeping(aFix(9_000), aFix(9_000))).toBe(false);
  expect(isWorthKeeping(aFix(9_000), aFix(8_000))).toBe(false);
  expect(isWorthKeeping(aFix(9_000), aFix(-600_000))).toBe(true);
});

test("the last fix of a phone that stands still is kept after all, once", () => {
  const thinning = new Thinning();
  expect([0, 2_000, 3_000].map((at) => thinning.offer(aFix(at)))).toEqual([true, false, false]);
  expect(thinning.overdue(NOON + 7_000)).toBeNull();
  expect(thinning.overdue(NOON + 8_000)).toEqual(aFix(3_000));
  expect(thinning.overdue(NOON + 60_000)).toBeNull();
  expect(thinning.offer(aFix(3_000))).toBe(false);
});

test("a device is thinned to its own interval from when it is known, and sends a stop at once", () => {
  const thinning = new Thinning();
  thinning.keepEvery(20);
  const driving = [0, 6_000, 12_000, 20_000].map((at) => thinning.offer(aFix(at, { speed: 9 })));
  expect(driving).toEqual([true, false, false, true]);
  expect(thinning.offer(aFix(21_000, { speed: 0 }))).toBe(true);
  expect(thinning.offer(aFix(27_000, { speed: 0 }))).toBe(false);
  expect(thinning.overdue(NOON + 46_000)).toBeNull();
  thinning.keepEvery(null);
  expect(thinning.overdue(NOON + 46_000)).toEqual(aFix(27_000, { speed: 0 }));
});

test.each([
  [null, 5_000],
  [1, 5_000],
  [30, 30_000],
  [86_400, 300_000],
])("an interval of %s s keeps a fix every %s ms", (intervalS, everyMs) => {
  expect(everyMsOf(intervalS)).toBe(everyMs);
});

test("what a browser does not know is left out, and an accuracy of zero is not perfect", () => {
  const fix = fixOf(measured({ accuracy: 0, heading: Number.NaN, speed: null }), 0, null);
  expect(fix).toEqual({ at: NOON, setBackMs: 0, latitude: 52.5, longitude: 13.4, accuracy: 0.1 });
});

test("a batch goes in order of its own times, with driver and device", () => {
  const sent = batchOf([aFix(5_000), aFix(0)], UNKNOWN_CLOCK, { driverId: "Dave-007", deviceId: "drive-1" });
  expect(sent.map(({ timestamp }) => timestamp)).toEqual([NOON / 1000, NOON / 1000 + 5]);
  expect(sent[0]).toEqual({
    ...{ latitude: 52.5, longitude: 13.4, timestamp: NOON / 1000 },
    ...{ driverId: "Dave-007", deviceId: "drive-1" },
  });
});

test("a key that names its device sends no other device", () => {
  expect(batchOf([aFix(0)], UNKNOWN_CLOCK, { driverId: "Dave-007" })[0]).not.toHaveProperty("deviceId");
});

test("a full queue gives up every second one of its oldest, never the first or the newest", () => {
  expect(thinned(20_000)).toEqual([]);
  expect(thinned(7, 6, 6)).toEqual([1, 3, 5]);
  const dropped = thinned(20_001);
  expect(dropped.length).toBe(2_000);
  expect(Math.max(...dropped)).toBeLessThan(4_000);
});
