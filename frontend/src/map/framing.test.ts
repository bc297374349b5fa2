// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { middleInWorld } from "./framing";

test("a view at the edge of the world ends there, and a place elsewhere is in its middle", () => {
  const half = 300 / (256 * 2 ** 13);
  expect(middleInWorld(0, 13, 600)).toBe(half);
  expect(middleInWorld(1, 13, 600)).toBe(1 - half);
  expect(middleInWorld(0.4, 13, 600)).toBe(0.4);
});

test("a view that is higher than the world has it in its middle", () => {
  expect(middleInWorld(0.1, 1, 600)).toBe(0.5);
});
