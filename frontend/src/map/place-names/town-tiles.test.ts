import fc from "fast-check";
import { expect, test } from "vitest";
import { worldX, worldY } from "../../geo/earth";
import type { CanvasFrame } from "../canvas-layer";
import { boxOf, keyOf, parentOf, tilesInSight } from "./town-tiles";

function aFrame(latitude: number, longitude: number, zoom: number, width = 1280, height = 800): CanvasFrame {
  const scale = 256 * 2 ** zoom;
  const [west, north] = [worldX(longitude) - width / 2 / scale, worldY(latitude) - height / 2 / scale];
  return { width, height, west, north, scale, zoom, density: 1 };
}

test("a pan within the same tiles asks for the same addresses", () => {
  const keys = tilesInSight(aFrame(40.4, -79.9, 7)).map(keyOf);
  expect(tilesInSight(aFrame(40.41, -79.91, 7)).map(keyOf)).toEqual(keys);
  expect(tilesInSight(aFrame(40.4, -79.9, 7.75)).every(({ level }) => level === 6)).toBe(true);
});

test("the whole view is covered, with few tiles", () => {
  const latitude = fc.double({ min: -84, max: 84, noNaN: true });
  const longitude = fc.double({ min: -540, max: 540, noNaN: true });
  const zoom = fc.double({ min: 5, max: 18, noNaN: true });
  fc.assert(
    fc.property(latitude, longitude, zoom, (lat, lon, level) => {
      const tiles = tilesInSight(aFrame(lat, lon, level));
      expect(tiles.length).toBeLessThanOrEqual(16);
      const at = ((lon + 540) % 360) - 180;
      const holds = tiles.map(boxOf).some((box) => {
        return box.west <= at + 1e-3 && at <= box.east + 1e-3 && box.south <= lat + 1e-3 && lat <= box.north + 1e-3;
      });
      expect(holds).toBe(true);
    }),
  );
});

test("a view across the antimeridian asks for both sides, in degrees of the usual range", () => {
  const boxes = tilesInSight(aFrame(-17, 180, 6)).map(boxOf);
  expect(boxes.some(({ east }) => east === 180)).toBe(true);
  expect(boxes.some(({ west }) => west === -180)).toBe(true);
  expect(boxes.every(({ west, east }) => west >= -180 && east <= 180 && west < east)).toBe(true);
});

test("a tile lies in its parent", () => {
  const tile = { level: 6, column: 17, row: 24 };
  const [inner, outer] = [boxOf(tile), boxOf(parentOf(tile))];
  expect(inner.west >= outer.west && inner.east <= outer.east).toBe(true);
  expect(inner.south >= outer.south && inner.north <= outer.north).toBe(true);
});
