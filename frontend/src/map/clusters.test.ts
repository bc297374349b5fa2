// @vitest-environment happy-dom
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shortCount } from "./cluster-layer";
import { bubbleRadiusPx, groupNearby, SMALLEST_CLUSTER } from "./clusters";
import { LABEL_HEIGHT_PX, withoutOverlap } from "./labels";

const SCALE = 256 * 2 ** 12;
const px = (value: number) => value / SCALE;

function group(xs: readonly number[], codes: readonly number[] = xs.map(() => 0)) {
  const isGrouped = new Uint8Array(xs.length);
  const places = {
    end: xs.length,
    x: (slot: number) => 0.3 + px(xs[slot] ?? 0),
    y: () => 0.4,
    code: (slot: number) => codes[slot] ?? -1,
  };
  return { clusters: groupNearby(places, SCALE, isGrouped), isGrouped: [...isGrouped] };
}

describe("groups of nearby shipments", () => {
  test("take what cannot be told apart, and leave what stands alone", () => {
    const { clusters, isGrouped } = group([0, 1, 2, 3, 500]);
    expect(clusters).toHaveLength(1);
    expect(clusters[0]?.count).toBe(4);
    expect(isGrouped).toEqual([1, 1, 1, 1, 0]);
  });

  test("are not made of fewer than are easily seen one by one, nor of what is not shown", () => {
    expect(group([0, 1, 2]).clusters).toEqual([]);
    expect(group([0, 1, 2, 3], [0, 0, 0, -1]).clusters).toEqual([]);
  });

  test("know how many of them are late", () => {
    expect(group([0, 1, 2, 3], [0, 2, 2, 1]).clusters[0]?.byCode).toEqual([1, 1, 2, 0]);
  });

  test("never lose or double a shipment, wherever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 80 }), (xs) => {
        const { clusters, isGrouped } = group(xs);
        const grouped = isGrouped.filter((flag) => flag === 1).length;
        expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(grouped);
        for (const { count, byCode } of clusters) {
          expect(count).toBeGreaterThanOrEqual(SMALLEST_CLUSTER);
          expect(byCode.reduce((sum, part) => sum + part, 0)).toBe(count);
        }
      }),
    );
  });

  test("are one across the edge of the grid", () => {
    const edge = Array.from({ length: 60 }, (_, i) => group([i - 2, i - 1, i, i + 1]).clusters.length);
    expect(Math.max(...edge)).toBe(1);
    expect(edge.filter((count) => count === 1).length).toBeGreaterThan(50);
  });

  test("grow with their number, and say it shortly", () => {
    expect(bubbleRadiusPx(10_000)).toBeGreaterThan(bubbleRadiusPx(10));
    expect([7, 950, 1_240, 9_960, 12_400].map(shortCount)).toEqual(["7", "950", "1.2k", "10k", "12k"]);
  });
});

test("names beside markers never lie over each other", () => {
  const label = (text: string, x: number, y: number) => ({ text, x, y, width: 50 });
  const kept = withoutOverlap([label("a", 0, 0), label("b", 20, 3), label("c", 60, 0), label("d", 0, LABEL_HEIGHT_PX)]);
  expect(kept.map(({ text }) => text)).toEqual(["a", "c", "d"]);
});
