import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, glideMs, glideProgress, JUMP_ABOVE_GAP_S, LONGEST_GLIDE_MS, turn } from "./motion";

const coordinate = fc.double({ min: 0, max: 1, noNaN: true });
const time = fc.double({ min: 0, max: 1e7, noNaN: true });
const degrees = fc.double({ min: 0, max: 359.99, noNaN: true });

describe("motion", () => {
  test("never overshoots: every place lies between the two fixes", () => {
    fc.assert(
      fc.property(coordinate, coordinate, time, time, time, (from, to, start, length, now) => {
        const place = between(from, to, glideProgress(now, start, start + length));
        expect(place).toBeGreaterThanOrEqual(Math.min(from, to) - 1e-12);
        expect(place).toBeLessThanOrEqual(Math.max(from, to) + 1e-12);
      }),
    );
  });

  test("never turns back on its way", () => {
    fc.assert(
      fc.property(time, time, time, time, (start, length, first, pause) => {
        const earlier = glideProgress(first, start, start + length);
        expect(glideProgress(first + pause, start, start + length)).toBeGreaterThanOrEqual(earlier);
      }),
    );
  });

  test("is exactly at the fix when the glide is over", () => {
    fc.assert(
      fc.property(coordinate, coordinate, time, time, (from, to, start, length) => {
        expect(between(from, to, glideProgress(start + length, start, start + length))).toBe(to);
      }),
    );
  });

  test("turns the short way, also across north", () => {
    expect(turn(350, 10, 0.5)).toBeCloseTo(0);
    expect(turn(10, 350, 0.5)).toBeCloseTo(0);
    fc.assert(
      fc.property(degrees, degrees, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, progress) => {
        const turned = Math.abs(((turn(from, to, progress) - from + 540) % 360) - 180);
        expect(turned).toBeLessThanOrEqual(Math.abs(((to - from + 540) % 360) - 180) + 1e-9);
      }),
    );
  });

  test("points the new way at once when no direction was known", () => {
    expect(turn(Number.NaN, 120, 0)).toBe(120);
  });

  test("takes a little more than the time between the fixes", () => {
    expect(glideMs(2, 20)).toBeCloseTo(2_300);
  });

  test.each([
    ["after a gap in which anything may have happened", JUMP_ABOVE_GAP_S + 1, 50],
    ["to a place that no vehicle reaches in the time", 1, 10_000_000],
    ["to a first fix", Number.NaN, 50],
    ["for a correction of the same instant", 0, 50],
  ])("jumps %s", (_, gapS, wayM) => {
    expect(glideMs(gapS, wayM)).toBe(0);
  });

  test("never lags behind a fix for longer than ten seconds", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (gapS) => {
        expect(glideMs(gapS, 1)).toBeLessThanOrEqual(LONGEST_GLIDE_MS);
      }),
    );
  });
});
