import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latitudeOf, longitudeOf, worldX, worldY } from "../live/geo";
import { frameFleet } from "./frame-fleet";
import { graticuleLabel, graticuleLines, graticuleStep } from "./graticule";
import { LARGEST_PX, markerSizePx } from "./marker-size";
import { countWithin, pick } from "./pick";
import { appendToTrail, TRAIL_LENGTH } from "./trails";
import { unwrap } from "./world-shapes";

test("a place survives the way to the map's square and back", () => {
  const latitude = fc.double({ min: -85, max: 85, noNaN: true });
  const longitude = fc.double({ min: -180, max: 180, noNaN: true });
  fc.assert(
    fc.property(latitude, longitude, (lat, lon) => {
      expect(latitudeOf(worldY(lat))).toBeCloseTo(lat, 8);
      expect(longitudeOf(worldX(lon))).toBeCloseTo(lon, 8);
    }),
  );
});

describe("picking", () => {
  const xs = Float32Array.from([10, 20, Number.NaN]);
  const ys = Float32Array.from([10, 10, 10]);
  const none = () => false;

  test("takes the nearest marker within reach", () => {
    expect(pick(xs, ys, 3, 16, 10, 8, none)).toBe(1);
  });

  test("takes none out of reach or off the screen", () => {
    expect(pick(xs, ys, 3, 40, 10, 8, none)).toBeNull();
  });

  test("prefers what lies in front, unless the point is right on what lies behind", () => {
    const isBehind = (slot: number) => slot === 1;
    expect(pick(xs, ys, 3, 16, 10, 12, isBehind)).toBe(0);
    expect(pick(xs, ys, 3, 20, 10, 12, isBehind)).toBe(1);
  });

  test("knows how many lie around a point", () => {
    expect(countWithin(xs, ys, 3, 15, 10, 8)).toBe(2);
    expect(countWithin(xs, ys, 3, 22, 10, 8)).toBe(1);
  });
});

describe("framing the fleet", () => {
  test("leaves out the few that a lost satellite put at 0, 0", () => {
    const xs = [...Array.from({ length: 99 }, (_, i) => 0.2 + i / 100_000), 0.5];
    const box = frameFleet(xs, xs);
    expect(box?.west).toBe(0.2);
    expect(box?.east).toBeCloseTo(0.2 + 98 / 100_000);
  });

  test("leaves out one that is far from a handful, or from many at the same place", () => {
    expect(frameFleet([0.2, 0.201, 0.202, 0.203, 0.5], [0, 0, 0, 0, 0])?.east).toBe(0.203);
    expect(frameFleet([0.2, 0.2, 0.2, 0.2, 0.5], [0, 0, 0, 0, 0])?.east).toBe(0.2);
  });

  test("keeps the outermost of a fleet that is spread evenly, and both halves of one in two cities", () => {
    const even = Array.from({ length: 100 }, (_, i) => i / 1_000);
    expect(frameFleet(even, even)).toEqual({ west: 0, east: 0.099, north: 0, south: 0.099 });
    const twoCities = [...even, ...even.slice(0, 20).map((x) => x + 0.5)];
    expect(frameFleet(twoCities, twoCities)?.east).toBeCloseTo(0.519);
  });

  test("shows a small fleet whole, and none for none", () => {
    expect(frameFleet([0.1, 0.9], [0.2, 0.3])).toEqual({ west: 0.1, east: 0.9, north: 0.2, south: 0.3 });
    expect(frameFleet([], [])).toBeNull();
  });
});

describe("the graticule", () => {
  test("keeps its lines apart and its labels clean", () => {
    expect(graticuleStep(2)).toBe(30);
    expect(graticuleStep(2_000)).toBe(0.1);
    expect(graticuleLines(-0.25, 0.15, 0.1)).toEqual([-0.2, -0.1, 0, 0.1]);
    expect(graticuleLabel(-79.9, "E", "W", 0.1)).toBe("79.9° W");
  });
});

describe("marker size", () => {
  test("is full with room and small in a crowd", () => {
    expect(markerSizePx(200, 9)).toBe(LARGEST_PX);
    expect(markerSizePx(5, LARGEST_PX)).toBe(9);
  });

  test("does not flicker when the fleet grows by a few", () => {
    expect(markerSizePx(46, 16)).toBe(16);
    expect(markerSizePx(48, 16)).toBe(16);
  });
});

describe("a trail", () => {
  test("grows when only one coordinate changes, and not when standing still", () => {
    expect(appendToTrail([1, 1], 1, 2)).toEqual([1, 1, 1, 2]);
    expect(appendToTrail([1, 1], 1, 1)).toEqual([1, 1]);
  });

  test("forgets its oldest places", () => {
    let trail: number[] = [];
    for (let i = 0; i < 100; i += 1) trail = appendToTrail(trail, i, 0);
    expect(trail).toHaveLength(2 * TRAIL_LENGTH);
    expect(trail.at(-2)).toBe(99);
  });
});

describe("coasts", () => {
  test("go on beyond the edge instead of jumping across the world", () => {
    const xs = unwrap([
      [179, 60],
      [-179, 60],
      [179, 61],
    ]).filter((_, i) => i % 2 === 0);
    expect(Math.max(...xs) - Math.min(...xs)).toBeLessThan(0.01);
  });

  test("that run once around the world are closed along the bottom", () => {
    const ring = Array.from({ length: 37 }, (_, i) => [-180 + i * 10, -75]);
    expect(unwrap(ring).slice(-4)).toEqual([1, 1, 0, 1]);
  });
});
