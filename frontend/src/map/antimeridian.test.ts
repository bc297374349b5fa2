import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bearingDeg, latitudeOf, worldDistanceM, worldX, worldY } from "../geo/earth";
import { copyFrom, nearestCopy } from "../geo/longitude";
import type { CanvasFrame } from "./canvas-layer";
import { groupNearby } from "./clusters";
import { frameFleet } from "./frame-fleet";
import { Glides } from "./glides";
import { graticuleLabel } from "./graticule";
import { shiftOf } from "./ground-picture";
import { countWithin, pick } from "./pick";
import { tilesInSight } from "./streets/tile-grid";
import { extendTrail, type TrailPoint } from "./trails";
import { turnsInSight } from "./turns-in-sight";
import { seamsOf } from "./world-shapes";

const [WEST, EAST] = [worldX(179.995), worldX(-179.99)];
const WAY = 0.015 / 360;
const somewhere = fc.double({ min: 0, max: 1, noNaN: true });
const step = fc.double({ min: -0.4, max: 0.4, noNaN: true });

function aFrame(width: number, west: number, zoom = 2): CanvasFrame {
  return { width, height: 600, west, north: 0.2, scale: 256 * 2 ** zoom, zoom, density: 1 };
}

/** Return how far apart two places of the circle are. */
function apart(a: number, b: number): number {
  return Math.abs(nearestCopy(a, b) - b);
}

describe("between two fixes over the antimeridian", () => {
  test("lies the short way, eastwards or westwards", () => {
    expect(worldDistanceM(WEST, 0.5, EAST, 0.5)).toBeCloseTo(WAY * 40_075_000, -1);
    expect(bearingDeg(WEST, 0.5, EAST, 0.5)).toBe(90);
    expect(bearingDeg(EAST, 0.5, WEST, 0.5)).toBe(270);
  });

  test("a marker glides the short way and never leaves it", () => {
    fc.assert(
      fc.property(somewhere, fc.double({ min: -1e-6, max: 1e-6, noNaN: true }), fc.nat(2_300), (from, way, atMs) => {
        const glides = new Glides();
        const to = copyFrom(from + way, 0);
        glides.place(0, from, 0.5, 90);
        glides.aim(0, to, 0.5, 90, 2, 0);
        const x = glides.x(0, atMs);
        expect(apart(x, from) + apart(x, to)).toBeLessThanOrEqual(Math.abs(way) + 1e-12);
        expect(glides.speed(0, 0)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  test("a new fix in the middle of a glide does not make the marker jump", () => {
    const glides = new Glides();
    glides.place(0, 1 - 1e-6, 0.5, 90);
    glides.aim(0, 1e-6, 0.5, 90, 2, 0);
    const drawn = glides.x(0, 1_500);
    glides.aim(0, 1 - 1e-6, 0.5, 270, 2, 1_500);
    expect(apart(glides.x(0, 1_500), drawn)).toBeLessThan(1e-12);
    expect(glides.x(0, 9_000)).toBe(1 - 1e-6);
  });

  test("a trail never takes a longer way than half around the earth, however often it crosses", () => {
    fc.assert(
      fc.property(somewhere, fc.array(step, { maxLength: 60 }), (start, steps) => {
        const trail: TrailPoint[] = [];
        let x = start;
        for (const [timeS, way] of steps.entries()) {
          x = copyFrom(x + way, 0);
          extendTrail(trail, { x, y: 0.5, timeS });
        }
        for (const [i, point] of trail.entries()) {
          expect(Math.abs(point.x - (trail[i - 1] ?? point).x)).toBeLessThanOrEqual(0.5);
        }
        expect(apart(trail.at(-1)?.x ?? x, x)).toBeLessThan(1e-9);
      }),
    );
  });

  test("a trail leaves out points on a straight line, and a shipment that stands adds none", () => {
    const metre = 1 / 40_075_017;
    const trail: TrailPoint[] = [];
    for (const [timeS, eastM] of [-40, -20, 20, 40, 40].entries()) {
      extendTrail(trail, { x: copyFrom(eastM * metre, 0), y: 0.5, timeS });
    }
    expect(trail.map(({ timeS }) => timeS)).toEqual([0, 3]);
  });
});

describe("the frame of a fleet", () => {
  test("lies around the antimeridian where the fleet does", () => {
    const box = frameFleet([worldX(179.95), worldX(-179.95)], [0.5, 0.5]);
    expect((box?.east ?? 1) - (box?.west ?? 0)).toBeCloseTo(0.1 / 360);
    expect(apart(((box?.east ?? 0) + (box?.west ?? 0)) / 2, 0)).toBeCloseTo(0);
  });

  test("is as wide wherever on the circle the fleet is", () => {
    fc.assert(
      fc.property(fc.array(somewhere, { minLength: 1, maxLength: 40 }), somewhere, (offsets, turn) => {
        const fleet = offsets.map((offset) => 0.3 + offset / 10);
        const widthOf = (xs: readonly number[]) => {
          const box = frameFleet(
            xs,
            xs.map(() => 0.5),
          );
          return (box?.east ?? Number.NaN) - (box?.west ?? Number.NaN);
        };
        expect(widthOf(fleet.map((x) => copyFrom(x + turn, 0)))).toBeCloseTo(widthOf(fleet), 9);
      }),
    );
  });

  test("leaves out a device that lost its satellite and reports 0, 0 on the other side of the earth", () => {
    const xs = [...Array.from({ length: 60 }, (_, i) => copyFrom((i - 30) / 10_000, 0)), 0.5];
    const box = frameFleet(
      xs,
      xs.map(() => 0.5),
    );
    expect((box?.east ?? 1) - (box?.west ?? 0)).toBeCloseTo(59 / 10_000);
  });

  test("leaves out outliers on both sides of the fleet", () => {
    const xs = [0.1, 0.9, ...Array.from({ length: 60 }, (_, i) => 0.5 + i / 10_000)];
    const box = frameFleet(
      xs,
      xs.map(() => 0.5),
    );
    expect([box?.west, box?.east]).toEqual([0.5, 0.5 + 59 / 10_000]);
  });
});

describe("groups", () => {
  const SCALE = 256 * 2 ** 5;
  const groupsOf = (xs: readonly number[], scale = SCALE) => {
    const isGrouped = new Uint8Array(xs.length);
    return groupNearby({ end: xs.length, x: (slot) => xs[slot] ?? 0, y: () => 0.4, code: () => 0 }, scale, isGrouped);
  };

  test("reach over the antimeridian, with their middle on it", () => {
    const clusters = groupsOf([worldX(179.9), worldX(-179.9), worldX(179.8), worldX(-179.8), 0, 1]);
    expect(clusters.map(({ count }) => count)).toEqual([6]);
    expect(apart(clusters[0]?.x ?? 0.5, 0)).toBeLessThan(1e-9);
  });

  test("never double a shipment at any zoom, and lie among their shipments", () => {
    const near = fc.double({ min: -0.02, max: 0.02, noNaN: true });
    fc.assert(
      fc.property(fc.array(near, { maxLength: 60 }), fc.integer({ min: 0, max: 12 }), (ways, zoom) => {
        const xs = ways.map((way) => copyFrom(way, 0));
        const clusters = groupsOf(xs, 256 * 2 ** zoom);
        expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(xs.length);
        for (const { x } of clusters) expect(apart(x, 0)).toBeLessThanOrEqual(0.02 + 1e-9);
      }),
    );
  });

  test("are the same wherever the antimeridian is", () => {
    const inside = groupsOf([0.5 - 0.001, 0.5 - 0.0005, 0.5 + 0.0005, 0.5 + 0.001]);
    const across = groupsOf([0.999, 0.9995, 0.0005, 0.001]);
    expect(across.map(({ count }) => count)).toEqual(inside.map(({ count }) => count));
  });
});

describe("a view", () => {
  test("wider than the world has every copy of a place in sight, and none twice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: -3_000, max: 3_000 }), (east, view) => {
        const [x, west] = [east / 1_000, view / 1_000 + 0.000_05];
        const frame = aFrame(2_600, west);
        const turns = turnsInSight({ west: x, east: x }, frame);
        const all = Array.from({ length: 21 }, (_, i) => i - 10);
        const isIn = (turn: number) => x + turn >= west && x + turn <= west + frame.width / frame.scale;
        expect(turns).toEqual(all.filter(isIn));
      }),
    );
  });

  test("finds a marker in each copy under the pointer", () => {
    const [xs, ys] = [Float32Array.from([100]), Float32Array.from([50])];
    for (const x of [100, 1_124, 2_148]) {
      expect(pick(xs, ys, 1, x + 3, 50, 16, 1_024, () => false)).toBe(0);
      expect(countWithin(xs, ys, 1, x - 3, 50, 16, 1_024)).toBe(1);
    }
    expect(pick(xs, ys, 1, 612, 50, 16, 1_024, () => false)).toBeNull();
  });

  test("one turn further around the earth shows the same ground", () => {
    const [from, to] = [aFrame(900, 0.25), aFrame(900, -0.75 + 3 / 1_024)];
    expect(shiftOf(from, to)).toEqual([-3, 0]);
  });

  test.each([-2, -1, 0, 1, 2])("%d turns further around the earth shows the same tiles", (turn) => {
    const here = tilesInSight(aFrame(900, 0.25, 13), 12);
    expect(here.length).toBeGreaterThan(3);
    const there = tilesInSight(aFrame(900, 0.25 + turn, 13), 12);
    expect(there).toEqual(here.map((tile) => ({ ...tile, turn })));
  });
});

test("an island that the data cut at the antimeridian has a seam there, and other coasts have none", () => {
  const cut = [
    [179.5, -16.8],
    [180, -16.8],
    [180, -17],
    [179.5, -16.8],
  ];
  expect(seamsOf(cut)).toEqual([
    [
      [180, -16.8],
      [180, -17],
    ],
  ]);
  expect(
    seamsOf([
      [179.5, -16.8],
      [180, -17],
      [-179.5, -17],
    ]),
  ).toEqual([]);
});

test("the antimeridian lies on neither side", () => {
  expect([180, -180, 179].map((degrees) => graticuleLabel(degrees, "E", "W", 1))).toEqual(["180°", "180°", "179° E"]);
});

test("the poles have a place on the map, and ways there a direction and a length", () => {
  for (const latitude of [90, -90, 85.0511287798, -85.06]) {
    const y = worldY(latitude);
    expect(y).toBeGreaterThanOrEqual(-1e-9);
    expect(y).toBeLessThanOrEqual(1 + 1e-9);
    expect(Math.abs(latitudeOf(y))).toBeLessThanOrEqual(85.06);
    expect(worldDistanceM(0.9, y, 0.1, y)).toBeGreaterThan(0);
    expect(bearingDeg(0.9, y, 0.1, y)).toBe(90);
  }
});
