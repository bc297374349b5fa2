import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { worldX, worldY } from "../../geo/earth";
import type { CanvasFrame } from "../canvas-layer";
import { isInSight } from "../trace-path";
import { CITY_BOX, type CityShape, type CityShapes, type CityTopology, cityShapesOf } from "./city-shapes";
import { CITY_KINDS, LINES, widthPx } from "./city-style";
import { isRestingZoom, isStreetMap } from "./draw-city";
import { placeStreetNames } from "./street-names";

const topology = JSON.parse(readFileSync("src/map/city/washington.topo.json", "utf8")) as CityTopology;
const city = cityShapesOf(topology);

/** Return a frame around a place of the city. */
function aFrame(zoom: number, latitude = 38.9, longitude = -77.03): CanvasFrame {
  const [width, height, scale] = [900, 700, 256 * 2 ** zoom];
  const [west, north] = [worldX(longitude) - width / 2 / scale, worldY(latitude) - height / 2 / scale];
  return { width, height, scale, zoom, west, north, density: 1 };
}

/** Return a frame `right` and `down` pixels on. */
function panned(frame: CanvasFrame, right: number, down: number): CanvasFrame {
  return { ...frame, west: frame.west + right / frame.scale, north: frame.north + down / frame.scale };
}

describe("the city's shapes", () => {
  test("come in every kind, and all lie where the city is looked for", () => {
    const tolerance = 1e-9;
    for (const kind of CITY_KINDS) {
      expect(city[kind].length).toBeGreaterThan(0);
      for (const { box } of city[kind]) {
        expect(box.west).toBeGreaterThanOrEqual(CITY_BOX.west - tolerance);
        expect(box.east).toBeLessThanOrEqual(CITY_BOX.east + tolerance);
        expect(box.north).toBeGreaterThanOrEqual(CITY_BOX.north - tolerance);
        expect(box.south).toBeLessThanOrEqual(CITY_BOX.south + tolerance);
      }
    }
  });

  test("have the names of their streets, and areas have none", () => {
    expect(new Set(city.primary.map(({ name }) => name))).toContain("16th St NW");
    expect(city.park.every(({ name }) => name === "")).toBe(true);
  });

  test("are left out where nothing of them can show, but not for the width of their pen", () => {
    const frame = aFrame(15);
    const beyond = { ...frame, west: frame.west - 5 / frame.scale, east: frame.west - 4 / frame.scale };
    const box = { west: beyond.west, east: beyond.east, north: frame.north, south: frame.north };
    expect(isInSight(box, frame)).toBe(false);
    expect(isInSight(box, frame, 6)).toBe(true);
    const inSight = city.residential.filter((shape) => isInSight(shape.box, frame)).length;
    expect(inSight).toBeGreaterThan(20);
    expect(inSight).toBeLessThan(city.residential.length / 5);
  });
});

describe("widths", () => {
  test("begin with the first stop, grow evenly, and stay after the last", () => {
    expect(widthPx([12, 1, 14, 3], 11.5)).toBe(0);
    expect(widthPx([12, 1, 14, 3], 12)).toBe(1);
    expect(widthPx([12, 1, 14, 3], 13.5)).toBe(2.5);
    expect(widthPx([12, 1, 14, 3], 18)).toBe(3);
  });

  test("never shrink on the way in", () => {
    for (const { widths } of LINES) {
      for (let zoom = 9; zoom < 18; zoom += 0.25) {
        expect(widthPx(widths, zoom + 0.25)).toBeGreaterThanOrEqual(widthPx(widths, zoom));
      }
    }
  });
});

describe("the view", () => {
  test("rests at half zooms and is in flight between them", () => {
    expect([13, 13.5, 13.27].map(isRestingZoom)).toEqual([true, true, false]);
  });

  test("is a street map near and within the city only", () => {
    expect(isStreetMap(aFrame(13))).toBe(true);
    expect(isStreetMap(aFrame(9))).toBe(false);
    expect(isStreetMap(aFrame(13, 40.44, -79.99))).toBe(false);
  });
});

describe("street names", () => {
  const measure = (text: string) => text.length * 6;

  test("are none from afar and a readable number near by", () => {
    expect(placeStreetNames(aFrame(12), city, measure)).toEqual([]);
    const near = placeStreetNames(aFrame(16), city, measure);
    expect(near.length).toBeGreaterThan(15);
    expect(near.length).toBeLessThanOrEqual(70);
  });

  test("stand still on their streets during a pan", () => {
    const frame = aFrame(16);
    const seen = ({ x, y }: { x: number; y: number }) => x > 100 && x < 800 && y > 100 && y < 600;
    const before = placeStreetNames(frame, city, measure).filter(seen);
    const after = placeStreetNames(panned(frame, 9, 4), city, measure);
    const moved = before.map(({ name, x, y }) => `${name} ${Math.round(x - 9)} ${Math.round(y - 4)}`);
    expect(after.map(({ name, x, y }) => `${name} ${Math.round(x)} ${Math.round(y)}`)).toEqual(
      expect.arrayContaining(moved),
    );
  });

  test("are never upside down and never cross a bend", () => {
    for (const { angle } of placeStreetNames(aFrame(17), city, measure)) {
      expect(Math.abs(angle)).toBeLessThan(Math.PI / 2 + 0.16);
    }
    const frame = aFrame(16);
    const at = (x: number, y: number) => [frame.west + x / frame.scale, frame.north + y / frame.scale];
    const bent: CityShape = {
      name: "Bend St",
      points: Float64Array.from([...at(300, 300), ...at(330, 300), ...at(330, 330)]),
      box: { west: frame.west, north: frame.north, east: frame.west + 1e-5, south: frame.north + 1e-5 },
    };
    const only: CityShapes = { ...emptyCity(), residential: [bent] };
    expect(placeStreetNames(frame, only, measure)).toEqual([]);
  });
});

function emptyCity(): CityShapes {
  return Object.fromEntries(CITY_KINDS.map((kind) => [kind, []])) as unknown as CityShapes;
}
