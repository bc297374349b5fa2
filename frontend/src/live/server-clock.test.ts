import { expect, test } from "vitest";
import { NOON } from "../testing/builders";
import { DelayMeter } from "./delay-meter";
import { ServerClock } from "./server-clock";

test("the server's time is told on a computer whose clock is an hour off", () => {
  const clock = new ServerClock();
  const localMs = (NOON + 3600) * 1000;
  clock.observe(NOON, localMs);
  expect(clock.now(localMs + 2_000)).toBeCloseTo(NOON + 2);
});

test("a delayed heartbeat does not pull the clock back", () => {
  const clock = new ServerClock();
  clock.observe(NOON, NOON * 1000);
  clock.observe(NOON + 10, (NOON + 10 + 4) * 1000);
  expect(clock.now((NOON + 14) * 1000)).toBeCloseTo(NOON + 14);
});

test("the delay shown is the median of the recent ones, and none when nothing came lately", () => {
  const meter = new DelayMeter();
  expect(meter.medianS(0)).toBeNull();
  for (const delayS of [0.2, 9, 0.3]) meter.record(delayS, 1_000);
  expect(meter.medianS(2_000)).toBe(0.3);
  expect(meter.medianS(60_000)).toBeNull();
});
