import fc from "fast-check";
import { expect, test } from "vitest";
import type { CanvasFrame } from "./canvas-layer";
import { newParts, shiftOf } from "./ground-picture";

const FRAME: CanvasFrame = { width: 60, height: 40, west: 0.25, north: 0.375, scale: 1024, zoom: 2, density: 2 };

test("a pan needs exactly what the moved picture does not cover", () => {
  const size = fc.integer({ min: 1, max: 30 });
  const shift = fc.integer({ min: -35, max: 35 });
  fc.assert(
    fc.property(size, size, shift, shift, (width, height, right, down) => {
      const drawn: number[] = Array.from({ length: width * height }, (_, i) => {
        const [x, y] = [(i % width) - right, Math.floor(i / width) - down];
        return x >= 0 && x < width && y >= 0 && y < height ? 1 : 0;
      });
      for (const part of newParts(width, height, right, down)) {
        for (let y = part.y; y < part.y + part.height; y += 1) {
          for (let x = part.x; x < part.x + part.width; x += 1) drawn[y * width + x] = (drawn[y * width + x] ?? 0) + 1;
        }
      }
      expect(drawn.every((times) => times === 1)).toBe(true);
    }),
  );
});

test("a picture moves against the pan, in device pixels", () => {
  const to = { ...FRAME, west: FRAME.west + 3 / FRAME.scale, north: FRAME.north - 2 / FRAME.scale };
  expect(shiftOf(FRAME, to)).toEqual([-6, 4]);
  expect(shiftOf(FRAME, FRAME)).toEqual([0, 0]);
});

test("another zoom or a part of a pixel needs everything anew", () => {
  const everything = [{ x: 0, y: 0, width: 60, height: 40 }];
  const zoomed = shiftOf(FRAME, { ...FRAME, scale: 2048 });
  expect(newParts(60, 40, ...zoomed)).toEqual(everything);
  const between = shiftOf(FRAME, { ...FRAME, west: FRAME.west + 0.2 / FRAME.scale });
  expect(newParts(60, 40, ...between)).toEqual(everything);
});
