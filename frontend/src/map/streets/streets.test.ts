// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { PMTiles } from "pmtiles";
import { describe, expect, test, vi } from "vitest";
import { worldX, worldY } from "../../geo/earth";
import type { CanvasFrame } from "../canvas-layer";
import { isInSight } from "../trace-path";
import { clipLine } from "./clip-line";
import { isRestingZoom } from "./draw-streets";
import { placeNames } from "./place-names";
import { safeCredit } from "./street-file";
import { areaKind, lineKind } from "./street-kinds";
import { placeStreetNames } from "./street-names";
import { LINE_KINDS, LINES, widthPx } from "./street-style";
import { decodeTile, type PlacedTile, type StreetShape, type StreetTile } from "./street-tile";
import { StreetTiles } from "./street-tiles";
import { firstViewZoom, isStreetMap, parentOf, tilesInSight, tileZoom } from "./tile-grid";

const [MIN_ZOOM, MAX_ZOOM] = [8, 13];
const file = new Uint8Array(readFileSync("../app/street_maps/data/washington.pmtiles"));
const washington = new PMTiles({
  getKey: () => "washington",
  getBytes: async (offset, length) => ({ data: file.slice(offset, offset + length).buffer }),
});

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

/** Return the tiles of the city that a frame shows. */
async function tilesOf(frame: CanvasFrame): Promise<readonly PlacedTile[]> {
  const wanted = tilesInSight(frame, tileZoom(frame.zoom, MIN_ZOOM, MAX_ZOOM) ?? MIN_ZOOM);
  return Promise.all(
    wanted.map(async (at) => {
      const answer = await washington.getZxy(at.z, at.x, at.y);
      return { tile: decodeTile(answer?.data ?? new ArrayBuffer(0), at, ["en"]), frame };
    }),
  );
}

const measure = (text: string) => text.length * 6;

describe("the tiles of the view", () => {
  test("are one zoom farther out, never nearer than the file's last, and none before its first", () => {
    expect(tileZoom(13, MIN_ZOOM, MAX_ZOOM)).toBe(12);
    expect(tileZoom(18, MIN_ZOOM, MAX_ZOOM)).toBe(13);
    expect(tileZoom(7, MIN_ZOOM, MAX_ZOOM)).toBeNull();
    expect(tileZoom(firstViewZoom(MIN_ZOOM), MIN_ZOOM, MAX_ZOOM)).toBe(MIN_ZOOM);
    expect(tileZoom(firstViewZoom(MIN_ZOOM) - 0.25, MIN_ZOOM, MAX_ZOOM)).toBeNull();
  });

  test("cover the frame, also on the other side of the antimeridian", () => {
    const tiles = tilesInSight(aFrame(10, 0, 180), 9);
    expect(new Set(tiles.map(({ x, turn }) => `${x} ${turn}`))).toEqual(new Set(["511 0", "0 1"]));
    expect(parentOf({ z: 9, x: 511, y: 3, turn: 0 })).toEqual({ z: 8, x: 255, y: 1, turn: 0 });
  });
});

test("the view is a street map near and within the file only", () => {
  const bounds = [-77.12, 38.79, -76.9, 39] as const;
  expect(isStreetMap(aFrame(13), bounds)).toBe(true);
  expect(isStreetMap({ ...aFrame(13), west: aFrame(13).west + 2 }, bounds)).toBe(true);
  expect(isStreetMap(aFrame(9), bounds)).toBe(false);
  expect(isStreetMap(aFrame(13, 40.44, -79.99), bounds)).toBe(false);
});

describe("a tile", () => {
  test("has streets of every kind with their names, and lies where the city is", async () => {
    const frame = aFrame(13);
    const tiles = await tilesOf(frame);
    const names = tiles.flatMap(({ tile }) => tile.lines.primary.map(({ name }) => name));
    expect(names).toContain("16th St NW");
    for (const kind of ["rail", "residential", "ramp", "secondary", "motorway"] as const)
      expect(tiles.some(({ tile }) => tile.lines[kind].some(({ box }) => isInSight(box, frame)))).toBe(true);
    expect(tiles.some(({ tile }) => tile.areas.park.length > 0 && tile.areas.water.length > 0)).toBe(true);
  });

  test("of nothing is empty", () => {
    const { lines, places } = decodeTile(new ArrayBuffer(0), { z: 0, x: 0, y: 0 }, []);
    expect([places.length, ...LINE_KINDS.map((kind) => lines[kind].length)]).toEqual([0, ...LINE_KINDS.map(() => 0)]);
  });

  test("knows the layers and kinds of the Protomaps basemap", () => {
    expect(areaKind("landuse", { kind: "park" })).toBe("park");
    expect(areaKind("landuse", { kind: "industrial" })).toBeNull();
    expect(areaKind("buildings", { kind: "building" })).toBe("building");
    expect(lineKind("roads", { kind: "highway", kind_detail: "motorway" })).toBe("motorway");
    expect(lineKind("roads", { kind: "highway", is_link: true })).toBe("ramp");
    expect(lineKind("roads", { kind: "major_road", kind_detail: "secondary" })).toBe("secondary");
    expect(lineKind("roads", { kind: "minor_road", kind_detail: "service" })).toBe("service");
    expect(lineKind("roads", { kind: "aerialway" })).toBeNull();
    expect(lineKind("boundaries", { kind: "country" })).toBe("boundary");
    expect(lineKind("pois", {})).toBeNull();
  });
});

describe("a line that leaves its tile", () => {
  const at = (x: number, y: number) => ({ x, y });

  test("ends at the edge, and begins again where it returns", () => {
    expect(clipLine([at(5, 5), at(15, 5), at(15, 8), at(5, 8), at(3, 8)], 0, 10)).toEqual([
      [at(5, 5), at(10, 5)],
      [at(10, 8), at(5, 8), at(3, 8)],
    ]);
  });

  test("is dropped where it stays outside, and kept as it is inside", () => {
    expect(clipLine([at(11, -4), at(14, 20)], 0, 10)).toEqual([]);
    expect(clipLine([at(-3, 5), at(13, 5)], 0, 10)).toEqual([[at(0, 5), at(10, 5)]]);
    const inside = [at(0, 0), at(10, 10)];
    expect(clipLine(inside, 0, 10)[0]).toBe(inside);
  });
});

describe("tiles in memory", () => {
  const at = { z: 13, x: 2344, y: 3134 };

  test("load once, report their arrival, and stay", async () => {
    const getZxy = vi.fn(async () => undefined);
    const arrived = new Promise<void>((resolve) => {
      const tiles = new StreetTiles({ getZxy }, [], () => {
        expect(tiles.request(at)).not.toBeNull();
        resolve();
      });
      expect(tiles.request(at)).toBeNull();
      expect(tiles.request(at)).toBeNull();
      expect(tiles.peek({ ...at, x: 0 })).toBeNull();
    });
    await arrived;
    expect(getZxy).toHaveBeenCalledOnce();
  });

  test("that failed to load are requested again, but not at once", async () => {
    vi.useFakeTimers();
    const getZxy = vi.fn(async () => Promise.reject(new Error("offline")));
    const tiles = new StreetTiles({ getZxy }, [], () => tiles.request(at));
    tiles.request(at);
    await vi.advanceTimersByTimeAsync(9_000);
    tiles.request(at);
    expect(getZxy).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(getZxy).toHaveBeenCalledTimes(2);
    tiles.close();
    vi.useRealTimers();
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
      for (let zoom = 6; zoom < 18; zoom += 0.25) {
        expect(widthPx(widths, zoom + 0.25)).toBeGreaterThanOrEqual(widthPx(widths, zoom));
      }
    }
  });
});

test("the view rests at quarter zooms and is in flight between them", () => {
  expect([13, 13.5, 13.27].map(isRestingZoom)).toEqual([true, true, false]);
});

describe("street names", () => {
  test("are none from afar and a readable number near by", async () => {
    expect(placeStreetNames(aFrame(12), await tilesOf(aFrame(12)), measure)).toEqual([]);
    const near = placeStreetNames(aFrame(16), await tilesOf(aFrame(16)), measure);
    expect(near.length).toBeGreaterThan(15);
    expect(near.length).toBeLessThanOrEqual(70);
  });

  test("stand still on their streets during a pan", async () => {
    const frame = aFrame(16);
    const seen = ({ x, y }: { x: number; y: number }) => x > 100 && x < 800 && y > 100 && y < 600;
    const before = placeStreetNames(frame, await tilesOf(frame), measure).filter(seen);
    const after = placeStreetNames(panned(frame, 9, 4), await tilesOf(panned(frame, 9, 4)), measure);
    const moved = before.map(({ name, x, y }) => `${name} ${Math.round(x - 9)} ${Math.round(y - 4)}`);
    expect(after.map(({ name, x, y }) => `${name} ${Math.round(x)} ${Math.round(y)}`)).toEqual(
      expect.arrayContaining(moved),
    );
  });

  test("are never upside down and never cross a bend", async () => {
    for (const { angle } of placeStreetNames(aFrame(17), await tilesOf(aFrame(17)), measure)) {
      expect(Math.abs(angle)).toBeLessThan(Math.PI / 2 + 0.16);
    }
    const frame = aFrame(16);
    const at = (x: number, y: number) => [frame.west + x / frame.scale, frame.north + y / frame.scale];
    const bent: StreetShape = {
      name: "Bend St",
      points: Float64Array.from([...at(300, 300), ...at(330, 300), ...at(330, 330)]),
      box: { west: frame.west, north: frame.north, east: frame.west + 1e-5, south: frame.north + 1e-5 },
    };
    const empty = decodeTile(new ArrayBuffer(0), { z: 0, x: 0, y: 0 }, []);
    const tile: StreetTile = { ...empty, lines: { ...empty.lines, residential: [bent] } };
    expect(placeStreetNames(frame, [{ tile, frame }], measure)).toEqual([]);
  });
});

describe("names of places", () => {
  test("tell the city from afar and its parts from near, without overlap", async () => {
    const namesAt = async (zoom: number) =>
      placeNames(zoom, await tilesOf(aFrame(zoom)), measure).map(({ name }) => name);
    expect(await namesAt(9)).toEqual(["Washington"]);
    expect(await namesAt(12.5)).toEqual(expect.arrayContaining(["Washington", "Georgetown", "Capitol Hill"]));
    expect(await namesAt(15)).toEqual([]);
  });

  test("of larger places come first", () => {
    const place = { kind: "locality", detail: "city", x: worldX(-77.03), y: worldY(38.9) };
    const empty = decodeTile(new ArrayBuffer(0), { z: 0, x: 0, y: 0 }, []);
    const places = [
      { ...place, name: "Small", rank: 3 },
      { ...place, name: "Large", rank: 12 },
    ];
    const tile = { ...empty, places };
    expect(placeNames(12, [{ tile, frame: aFrame(12) }], measure).map(({ name }) => name)).toEqual(["Large"]);
  });
});

test("a credit keeps its text and its web links, and nothing that could run", () => {
  expect(safeCredit('<a href="https://a.example" onclick="x()">A</a> &amp; B')).toBe(
    '<a href="https://a.example">A</a> &amp; B',
  );
  expect(safeCredit('<img src="x" onerror="y()"><a href="javascript:z()">C</a>')).toBe("C");
});
