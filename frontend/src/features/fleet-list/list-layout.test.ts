import fc from "fast-check";
import { expect, test } from "vitest";
import { groupedItems, plainItems } from "./driver-groups";
import { ListLayout } from "./list-layout";

const HEIGHTS = { rowPx: 58, headPx: 32 };
/** A head, two rows, a head, one row. */
const GROUPED = groupedItems([0, 1, 2], (slot) => (slot < 2 ? "Ann" : "Bob"));

test("rows and heads have heights of their own", () => {
  const layout = new ListLayout(GROUPED, HEIGHTS);
  expect([0, 1, 2, 3, 4].map((index) => layout.topOf(index))).toEqual([0, 32, 90, 148, 180]);
  expect(layout.totalPx).toBe(238);
});

test("an item is between two heights where any of it is, and more are added within the list", () => {
  const layout = new ListLayout(GROUPED, HEIGHTS);
  expect(layout.between(32, 90, 0)).toEqual([1]);
  expect(layout.between(31, 91, 0)).toEqual([0, 1, 2]);
  expect(layout.between(32, 90, 2)).toEqual([0, 1, 2, 3]);
  expect(new ListLayout([], HEIGHTS).between(0, 600, 6)).toEqual([]);
});

test("the list scrolls no farther than an item needs", () => {
  const layout = new ListLayout(plainItems([...Array(100).keys()]), HEIGHTS);
  expect(layout.scrollTo(5, 0, 600)).toBe(0);
  expect(layout.scrollTo(20, 0, 600)).toBe(21 * 58 - 600);
  expect(layout.scrollTo(2, 1_000, 600)).toBe(116);
});

test("of any list, the items between two heights are those that a walk along it finds", () => {
  const drivers = fc.array(fc.nat({ max: 5 }), { maxLength: 60 });
  fc.assert(
    fc.property(drivers, fc.nat({ max: 4_000 }), fc.integer({ min: 1, max: 900 }), (of, topPx, heightPx) => {
      const items = groupedItems([...of.keys()], (slot) => `${of[slot]}`);
      const layout = new ListLayout(items, HEIGHTS);
      let walked = 0;
      const inSight = items.flatMap((item, index) => {
        const top = walked;
        walked += "driverId" in item ? HEIGHTS.headPx : HEIGHTS.rowPx;
        return walked > topPx && top < topPx + heightPx ? [index] : [];
      });
      expect(layout.between(topPx, topPx + heightPx, 0)).toEqual(inSight);
      expect(layout.totalPx).toBe(walked);
    }),
  );
});
