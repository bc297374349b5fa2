import fc from "fast-check";
import { expect, test } from "vitest";
import { fakePen } from "../../testing/fake-screen";
import type { CanvasFrame } from "../canvas-layer";
import { drawNames } from "./draw-names";
import { type NameCandidate, placeNames, townStyleOf } from "./name-layout";

const SCALE = 256 * 2 ** 7;
const measure = (text: string) => text.length * 7;

function aTown(text: string, x: number, y = 0.4, population = 50_000): NameCandidate {
  return { text, x, y, style: townStyleOf(population) };
}

const textsOf = (names: readonly NameCandidate[]) => names.map(({ text }) => text);

test("a name that would lie over an earlier one is left out", () => {
  const [first, over, beside] = [aTown("Pittsburgh", 0.3), aTown("Butler", 0.3005), aTown("Cleveland", 0.31)];
  expect(textsOf(placeNames([first, over, beside], [], SCALE, measure))).toEqual(["Pittsburgh", "Cleveland"]);
});

test("names of countries keep their room", () => {
  const taken = [{ x: 0.3 * SCALE, y: 0.4 * SCALE, halfWidth: 40, halfHeight: 8 }];
  expect(placeNames([aTown("Pittsburgh", 0.3)], taken, SCALE, measure)).toEqual([]);
});

test("names on both sides of the antimeridian do not lie over each other", () => {
  const names = [aTown("Suva", 0.9999), aTown("Taveuni", 0.0001)];
  expect(textsOf(placeNames(names, [], SCALE, measure))).toEqual(["Suva"]);
});

test("no two names that are written lie over each other", () => {
  const places = fc.array(
    fc.tuple(fc.double({ min: 0, max: 0.02, noNaN: true }), fc.double({ min: 0.4, max: 0.42, noNaN: true })),
  );
  fc.assert(
    fc.property(places, (at) => {
      const names = placeNames(
        at.map(([x, y], i) => aTown(`Town ${i}`, x, y)),
        [],
        SCALE,
        measure,
      );
      for (const [i, a] of names.entries()) {
        for (const b of names.slice(i + 1)) {
          const [left, right] = a.x < b.x ? [a, b] : [b, a];
          const isApart = Math.abs(a.y - b.y) * SCALE >= 14 || (right.x - left.x) * SCALE >= left.widthPx;
          expect(isApart).toBe(true);
        }
      }
    }),
  );
});

test("larger towns have larger names", () => {
  const sizes = [500, 20_000, 200_000, 2_000_000].map((population) => townStyleOf(population).sizePx);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
});

test("a name is written in each copy of the world that is in sight", () => {
  const scale = 256;
  const frame: CanvasFrame = { width: 700, height: 256, west: -0.5, north: 0, scale, zoom: 0, density: 1 };
  const { pen, texts } = fakePen();
  drawNames(pen, frame, [{ ...aTown("Suva", 0.99), widthPx: 30 }], { label: "black", land: "white" });
  expect(texts.map(({ x }) => Math.round(x))).toEqual([-4, 125, 381, 637].map((x) => x + 6).filter((x) => x > 100));
});
