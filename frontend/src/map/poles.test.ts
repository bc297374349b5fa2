import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FleetStore } from "../fleet/fleet-store";
import { isAtEdge, latitudeOf, worldX, worldY } from "../geo/earth";
import { courseDeg } from "../geo/great-circle";
import { aRow, changesOf, NOON } from "../testing/builders";
import { frameFleet } from "./frame-fleet";
import { extendTrail, isBeyondMap, TRAIL_POINTS, type TrailPoint } from "./trails";

const beyond = fc.double({ min: 85.06, max: 90, noNaN: true });
const within = fc.double({ min: -85.05, max: 85.05, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });

/** Return a trail of fixes 10 s apart. */
function trailOf(...places: readonly (readonly [latitude: number, longitude: number])[]): TrailPoint[] {
  const trail: TrailPoint[] = [];
  for (const [i, [lat, lon]] of places.entries()) extendTrail(trail, { x: worldX(lon), y: worldY(lat), timeS: 10 * i });
  return trail;
}

describe("the edge of the map", () => {
  test("is where everything beyond it lies, and nothing else", () => {
    fc.assert(fc.property(beyond, (latitude) => isAtEdge(worldY(latitude)) && isAtEdge(worldY(-latitude))));
    fc.assert(fc.property(within, (latitude) => !isAtEdge(worldY(latitude))));
  });

  test("frames a fleet beyond it over its longitudes, also over the antimeridian", () => {
    const box = frameFleet([worldX(170), worldX(-170), worldX(180)], [worldY(89), worldY(89.5), worldY(90)]);
    expect((box?.east ?? 0) - (box?.west ?? 0)).toBeCloseTo(20 / 360);
    expect(box?.north).toBe(box?.south);
    expect(latitudeOf(box?.north ?? 0)).toBeCloseTo(85.0511, 4);
  });
});

describe("a trail", () => {
  test("around the pole has no piece that is drawn, and does not push out what was driven before", () => {
    const around = Array.from({ length: 3 * TRAIL_POINTS }, (_, i) => [89.99, ((i * 50 + 180) % 360) - 180] as const);
    const trail = trailOf([84, 0], [84.5, 0], ...around);
    const drawn = trail.slice(1).filter((to, i) => !isBeyondMap(trail[i] ?? to, to));
    expect(drawn.map(({ timeS }) => timeS)).toEqual([10, 20]);
    expect(trail[0]?.timeS).toBe(0);
  });

  test("that comes back from beyond the edge begins again where it comes back", () => {
    const trail = trailOf([84, 0], [86, 0], [88, 60], [87, 120], [84, 130]);
    const drawn = trail.slice(1).filter((to, i) => !isBeyondMap(trail[i] ?? to, to));
    expect(drawn.map(({ x }) => Math.round(x * 360 - 180))).toEqual([0, 130]);
  });
});

describe("the direction of a way beyond the edge", () => {
  test.each([
    [[89.9, 10], [89.5, 10], 180],
    [[89.5, 10], [89.9, 10], 0],
    [[-89.9, 10], [-89.5, 10], 0],
    [[89.9, -90], [89.9, 90], 0],
    [[89, 179.99], [89, -179.99], 90],
  ] as const)("from %j to %j is %d°", ([fromLat, fromLon], [toLat, toLon], deg) => {
    const course = courseDeg({ latitude: fromLat, longitude: fromLon }, { latitude: toLat, longitude: toLon });
    expect(Math.cos(((course - deg) * Math.PI) / 180)).toBeCloseTo(1, 5);
  });

  test("is a number from 0 to 360 for every way", () => {
    fc.assert(
      fc.property(beyond, longitude, beyond, longitude, (a, b, c, d) => {
        const course = courseDeg({ latitude: a, longitude: b }, { latitude: c, longitude: d });
        return course >= 0 && course < 360;
      }),
    );
  });

  test("is where the arrow of a shipment points that says no heading", () => {
    const store = new FleetStore();
    store.apply(changesOf(aRow({ latitude: 89.9 })));
    store.apply(changesOf(aRow({ latitude: 89.5, timestamp: NOON + 60 })));
    expect(store.columns.directionDeg[store.slotOf("PKG-998877") ?? -1]).toBeCloseTo(180, 3);
  });
});
