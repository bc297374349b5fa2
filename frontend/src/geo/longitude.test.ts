import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { copyFrom, meanX, nearestArc, nearestCopy, smallestArc, wrappedLongitude } from "./longitude";

const place = fc.double({ min: -3, max: 3, noNaN: true });
const places = fc.array(place, { minLength: 1, maxLength: 30 });

/** Return how far a number is from the nearest whole one. */
function offWhole(value: number): number {
  return Math.abs(value - Math.round(value));
}

describe("a copy of a place", () => {
  test("is the same place, at most half a turn from what it is compared with", () => {
    fc.assert(
      fc.property(place, place, (x, reference) => {
        const copy = nearestCopy(x, reference);
        expect(offWhole(copy - x)).toBeLessThan(1e-12);
        expect(Math.abs(copy - reference)).toBeLessThanOrEqual(0.5 + 1e-12);
      }),
    );
  });

  test("lies in the turn that it is asked for in", () => {
    fc.assert(
      fc.property(place, place, (x, start) => {
        const copy = copyFrom(x, start);
        expect(offWhole(copy - x)).toBeLessThan(1e-12);
        expect(copy).toBeGreaterThanOrEqual(start - 1e-12);
        expect(copy).toBeLessThanOrEqual(start + 1 + 1e-12);
      }),
    );
  });
});

describe("a longitude", () => {
  test.each([
    [190, -170],
    [-190, 170],
    [540, -180],
    [3610, 10],
    [180, 180],
    [-180, -180],
    [0, 0],
  ])("of %d is written as %d", (longitude, written) => {
    expect(wrappedLongitude(longitude)).toBe(written);
  });

  test("is written from -180 to 180 and names the same meridian", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (longitude) => {
        const written = wrappedLongitude(longitude);
        expect(Math.abs(written)).toBeLessThanOrEqual(180);
        expect(offWhole((written - longitude) / 360)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("the smallest arc", () => {
  test("holds every place and leaves out the largest gap", () => {
    fc.assert(
      fc.property(places, (xs) => {
        const { west, east } = smallestArc(xs) ?? { west: Number.NaN, east: Number.NaN };
        for (const x of xs) expect(copyFrom(x, west - 1e-9)).toBeLessThanOrEqual(east + 2e-9);
        const sorted = xs.map((x) => copyFrom(x, 0)).sort((a, b) => a - b);
        const gaps = sorted.map((x, i) => (sorted[i + 1] ?? (sorted[0] ?? 0) + 1) - x);
        expect(1 - (east - west)).toBeCloseTo(Math.max(...gaps), 9);
      }),
    );
  });

  test("does not depend on where the circle is cut", () => {
    fc.assert(
      fc.property(places, place, (xs, turn) => {
        const width = (arc: { west: number; east: number } | null) => (arc === null ? Number.NaN : arc.east - arc.west);
        expect(width(smallestArc(xs.map((x) => x + turn)))).toBeCloseTo(width(smallestArc(xs)), 9);
      }),
    );
  });

  test("of nothing is none, and of one place is that place", () => {
    expect(smallestArc([])).toBeNull();
    expect(smallestArc([0.25])).toEqual({ west: 0.25, east: 0.25 });
  });

  test("moves to the turn in which it is looked at", () => {
    expect(nearestArc({ west: 0.75, east: 1.25 }, 0)).toEqual({ west: -0.25, east: 0.25 });
    expect(nearestArc({ west: 0.25, east: 0.5 }, 3.375)).toEqual({ west: 3.25, east: 3.5 });
  });
});

test("the middle of places beside the antimeridian is the antimeridian", () => {
  expect(offWhole(meanX([0.99, 0.01]))).toBeCloseTo(0, 9);
  expect(meanX([0.2, 0.3])).toBeCloseTo(0.25, 9);
});
