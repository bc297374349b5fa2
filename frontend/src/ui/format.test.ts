import { expect, test } from "vitest";
import { en } from "../messages/en";
import {
  formatAccuracy,
  formatAge,
  formatBattery,
  formatDelay,
  formatHeading,
  formatMovement,
  formatPlace,
  formatSpeed,
} from "./format";

test.each([
  [0, "just now"],
  [12.9, "12 s ago"],
  [60, "1 min ago"],
  [3 * 3600 + 5, "3 h ago"],
  [3 * 86_400, "3 d ago"],
])("an age of %d s reads %s", (ageS, text) => {
  expect(formatAge(ageS, en)).toBe(text);
});

test("measures read as people say them", () => {
  expect(formatSpeed(10, "km", en)).toBe("36 km/h");
  expect(formatSpeed(10, "mi", en)).toBe("22 mph");
  expect(formatAccuracy(5, "km", en)).toBe("± 5.0 m");
  expect(formatAccuracy(5, "mi", en)).toBe("± 16 ft");
  expect(formatDelay(0.42, en)).toBe("0.4 s");
  expect(formatDelay(95, en)).toBe("1 min");
  expect(formatHeading(359.7, en)).toBe("N · 0°");
  expect(formatHeading(47, en)).toBe("NE · 47°");
  expect(formatMovement(359.7, en)).toBe("N · from movement");
  expect(formatBattery(0.624, en)).toBe("62 %");
  expect(formatPlace(40.758, -79.9855)).toBe("40.75800, -79.98550");
});
