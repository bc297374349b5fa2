import { expect, test } from "vitest";
import { rowAfterKey } from "./row-keys";

test.each([
  ["ArrowDown", -1, 0],
  ["End", -1, 9],
  ["ArrowDown", 9, 9],
  ["ArrowUp", 0, 0],
  ["PageDown", 2, 6],
  ["Home", 5, 0],
  ["x", 5, null],
])("%s at row %d of ten leads to row %j", (key, at, to) => {
  expect(rowAfterKey(key, at, 10, 4)).toBe(to);
});
