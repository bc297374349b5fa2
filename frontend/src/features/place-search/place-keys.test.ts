import { expect, test } from "vitest";
import { en } from "../../messages/en";
import { formatRoughDistance } from "../../ui/format";
import { pinUrl } from "./pin-url";
import { optionText } from "./place-option-text";
import { nextActive } from "./use-place-search";

test.each([
  ["down leads to the shipments while some match", "ArrowDown", -1, 3, true, null],
  ["down leads to the first place where no shipment matches", "ArrowDown", -1, 3, false, 0],
  ["down goes on from place to place", "ArrowDown", 0, 3, true, 1],
  ["down from the last place leads back to the text", "ArrowDown", 2, 3, true, -1],
  ["up leads to the last place", "ArrowUp", -1, 3, true, 2],
  ["up from the first place leads back to the text", "ArrowUp", 0, 3, true, -1],
  ["without places the arrows are for the list", "ArrowUp", -1, 0, true, null],
  ["Esc leaves the places first", "Escape", 1, 3, true, -1],
  ["Esc in the text is not for the places", "Escape", -1, 3, true, null],
] as const)("%s", (_, key, active, options, hasShipments, next) => {
  expect(nextActive(key, active, options, hasShipments)).toBe(next);
});

test("coordinates are offered with the town that they lie in", () => {
  const hit = { source: "coordinates", label: "", latitude: 40.44062, longitude: -79.99589 } as const;
  expect(optionText(hit, en)).toBe("Go to 40.44062, -79.99589");
  expect(optionText({ ...hit, lies: "in Pittsburgh, Pennsylvania" }, en)).toBe(
    "Go to 40.44062, -79.99589 (in Pittsburgh, Pennsylvania)",
  );
});

test.each(["91,0", "0,181", "1", "1,2,3", "a,b", ",", "1,"])("the address marks no place for %s", (text) => {
  expect(pinUrl.parse(() => text)).toEqual({ pin: null });
});

test("distances have the chosen units", () => {
  expect(formatRoughDistance(830, "km", en)).toBe("0.8 km");
  expect(formatRoughDistance(20_000, "mi", en)).toBe("12 mi");
});
