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
  expect(meter.spread(0)).toBeNull();
  for (const delayS of [0.2, 9, 0.3]) meter.record(delayS, 1_000);
  expect(meter.spread(2_000)?.medianS).toBe(0.3);
  expect(meter.spread(60_000)).toBeNull();
});

test("a heartbeat that comes later than others did shows by how much it was held back", () => {
  const clock = new ServerClock();
  expect(clock.heartbeatLagS).toBe(0);
  clock.observe(1_000, 1_000_000);
  clock.observe(1_010, 1_010_000);
  expect(clock.heartbeatLagS).toBe(0);
  clock.observe(1_020, 1_024_500);
  expect(clock.heartbeatLagS).toBeCloseTo(4.5);
});

test("a server whose clock was set back is followed at its next heartbeat", () => {
  const clock = new ServerClock();
  clock.observe(NOON + 600, 0);
  clock.observe(NOON + 10, 10_000);
  expect(clock.now(10_000)).toBeCloseTo(NOON + 10);
  expect(clock.heartbeatLagS).toBe(0);
});
