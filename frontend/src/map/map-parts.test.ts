// @vitest-environment happy-dom
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FleetStore } from "../fleet/fleet-store";
import { latitudeOf, longitudeOf, worldX, worldY } from "../geo/earth";
import { aRow, changesOf, NOON } from "../testing/builders";
import { frameFleet } from "./frame-fleet";
import { graticuleLabel, graticuleLines, graticuleStep } from "./graticule";
import { areDots, LARGEST_PX, markerSizePx } from "./marker-size";
import { countWithin, pick } from "./pick";
import { blend } from "./pixel-image";
import { isLabelWest } from "./selected-marker";
import { extendTrail, TRAIL_AGE_S, TRAIL_POINTS, Trails, trailStrength, withoutOld } from "./trails";
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

test("the name of the selected shipment stays on the map, and where the shipment goes if both sides have room", () => {
  expect(isLabelWest(true, 200, 90, 400)).toBe(true);
  expect(isLabelWest(false, 200, 90, 400)).toBe(false);
  expect(isLabelWest(true, 100, 90, 400)).toBe(false);
  expect(isLabelWest(false, 300, 90, 400)).toBe(true);
  expect(isLabelWest(true, 50, 90, 100)).toBe(true);
});

describe("picking", () => {
  const xs = Float32Array.from([10, 20, Number.NaN]);
  const ys = Float32Array.from([10, 10, 10]);
  const none = () => false;
  const TURN = 1_000;

  test("takes the nearest marker within reach", () => {
    expect(pick(xs, ys, 3, 16, 10, 8, TURN, none)).toBe(1);
  });

  test("takes none out of reach or off the screen", () => {
    expect(pick(xs, ys, 3, 40, 10, 8, TURN, none)).toBeNull();
  });

  test("prefers what lies in front, unless the point is right on what lies behind", () => {
    const isBehind = (slot: number) => slot === 1;
    expect(pick(xs, ys, 3, 16, 10, 12, TURN, isBehind)).toBe(0);
    expect(pick(xs, ys, 3, 20, 10, 12, TURN, isBehind)).toBe(1);
  });

  test("knows how many lie around a point", () => {
    expect(countWithin(xs, ys, 3, 15, 10, 8, TURN)).toBe(2);
    expect(countWithin(xs, ys, 3, 22, 10, 8, TURN)).toBe(1);
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
    expect(frameFleet([0.1, 0.4], [0.2, 0.3])).toEqual({ west: 0.1, east: 0.4, north: 0.2, south: 0.3 });
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
    expect(markerSizePx(9, LARGEST_PX)).toBe(9);
  });

  test("shrinks to dots where arrows have no room, and not back for a few pixels more", () => {
    expect(areDots(markerSizePx(4, 9))).toBe(true);
    expect(areDots(markerSizePx(5.4, markerSizePx(4, 9)))).toBe(true);
    expect(areDots(markerSizePx(7, markerSizePx(4, 9)))).toBe(false);
    expect(markerSizePx(2, 9)).toBeLessThan(markerSizePx(4, 9));
  });

  test("does not flicker when the fleet grows by a few", () => {
    expect(markerSizePx(46, 16)).toBe(16);
    expect(markerSizePx(48, 16)).toBe(16);
  });
});

describe("a trail", () => {
  const METRE = 1 / 40_075_017;
  const at = (eastM: number, southM: number, timeS: number) => ({
    x: 0.5 + eastM * METRE,
    y: 0.5 + southM * METRE,
    timeS,
  });
  const trailOf = (...points: ReturnType<typeof at>[]) => {
    const trail: ReturnType<typeof at>[] = [];
    for (const point of points) extendTrail(trail, point);
    return trail;
  };

  test("keeps the bends of a way and leaves out what lies on a straight line", () => {
    const trail = trailOf(at(0, 0, 0), at(20, 1, 1), at(40, 0, 2), at(40, 30, 3), at(40, 60, 4));
    expect(trail.map(({ timeS }) => timeS)).toEqual([0, 2, 4]);
  });

  test("adds nothing while the vehicle stands, and keeps the way back", () => {
    expect(trailOf(at(0, 0, 0), at(0, 0, 1))).toHaveLength(1);
    expect(trailOf(at(0, 0, 0), at(50, 0, 1), at(0, 0, 2))).toHaveLength(3);
  });

  test("ends where the vehicle is and stays short, whatever way is driven", () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(steps, (moves) => {
        const places = moves.map((_, i) => {
          const driven = moves.slice(0, i + 1);
          return at(sum(driven.map(([east]) => east)), sum(driven.map(([, south]) => south)), i);
        });
        const trail = trailOf(...places);
        expect(trail.length).toBeLessThanOrEqual(TRAIL_POINTS);
        expect(trail.at(-1)?.x).toBe(places.at(-1)?.x);
        expect(trail.at(-1)?.y).toBe(places.at(-1)?.y);
      }),
    );
  });

  function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
  }

  test("fades with age", () => {
    expect(trailStrength(0)).toBe(1);
    expect(trailStrength(TRAIL_AGE_S / 2)).toBeCloseTo(0.5);
    expect(trailStrength(2 * TRAIL_AGE_S)).toBe(0);
  });

  test("loses what is too old to be drawn, but for the end of the oldest piece that is", () => {
    const trail = [at(0, 0, 0), at(1, 0, 60), at(2, 0, 120), at(3, 0, TRAIL_AGE_S)];
    expect(withoutOld(trail, TRAIL_AGE_S - 1)).toBe(trail);
    expect(withoutOld(trail, TRAIL_AGE_S + 100).map(({ timeS }) => timeS)).toEqual([60, 120, TRAIL_AGE_S]);
    expect(withoutOld(trail, 2 * TRAIL_AGE_S)).toEqual([]);
  });

  test("is forgotten when nothing came for long, so that a page of many days does not grow", () => {
    const store = new FleetStore();
    let nowS = NOON;
    const trails = new Trails(store, () => nowS);
    const write = (shipmentId: string) => store.apply(changesOf(aRow({ shipmentId, timestamp: nowS })));
    for (let minute = 0; minute < 120; minute += 1) {
      write(`PKG-${minute}`);
      nowS += 60;
    }
    expect(store.count).toBe(120);
    expect(trails.count).toBeLessThanOrEqual(TRAIL_AGE_S / 60 + 2);
    expect(trails.of(store.slotOf("PKG-0") ?? -1)).toEqual([]);
  });
});

describe("pixels", () => {
  test("a soft edge over a solid marker mixes their colours and stays solid", () => {
    expect(blend(0xff000000, 0x80ffffff)).toBe(0xff808080);
    expect(blend(0xff1234ff, 0xff00ff00)).toBe(0xff00ff00);
  });

  test("of two soft edges the stronger stays", () => {
    expect(blend(0x40ff0000, 0x80ffffff)).toBe(0x80ffffff);
    expect(blend(0x80ff0000, 0x40ffffff)).toBe(0x80ff0000);
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
