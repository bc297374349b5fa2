import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { greatCircle, lengthM, shortWay } from "./great-circle";

const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -540, max: 540, noNaN: true }),
});

describe("the great circle between two places", () => {
  test("begins and ends at them, is as long as their distance and holds only numbers", () => {
    fc.assert(
      fc.property(place, place, (from, to) => {
        const way = greatCircle(from, to);
        expect(way[0]).toEqual(from);
        expect(lengthM([way.at(-1) ?? from, to])).toBeLessThan(1);
        expect(lengthM(way) / Math.max(1, lengthM([from, to]))).toBeLessThan(1.001);
        for (const { latitude, longitude } of way) expect(Number.isFinite(latitude + longitude)).toBe(true);
      }),
    );
  });

  test("takes the short way over the antimeridian", () => {
    const longitudes = greatCircle({ latitude: -17, longitude: 179 }, { latitude: -17, longitude: -179 }).map(
      ({ longitude }) => longitude,
    );
    expect(Math.min(...longitudes)).toBe(179);
    expect(Math.max(...longitudes)).toBeCloseTo(181, 9);
  });

  test("bends towards the pole between two places of one latitude", () => {
    const way = greatCircle({ latitude: 50, longitude: -100 }, { latitude: 50, longitude: 0 });
    expect(Math.max(...way.map(({ latitude }) => latitude))).toBeGreaterThan(60);
  });
});

test("the short way to a place is less than half a turn", () => {
  expect(shortWay({ latitude: 0, longitude: 530 }, { latitude: 1, longitude: -170 })).toEqual({
    latitude: 1,
    longitude: 550,
  });
});

test("a way of one place or none has no length", () => {
  expect(lengthM([])).toBe(0);
  expect(lengthM([{ latitude: 1, longitude: 2 }])).toBe(0);
});
