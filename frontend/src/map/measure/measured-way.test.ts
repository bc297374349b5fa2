import { expect, test } from "vitest";
import { lengthsOf, NO_WAY, withoutLast, withPlace } from "./measured-way";

const [A, B, C] = [0, 1, 3].map((longitude) => ({ latitude: 0, longitude })) as [Place, Place, Place];
type Place = { latitude: number; longitude: number };
const DEGREE_M = 111_195;

const AB = withPlace(withPlace(NO_WAY, A, false), B, false);

test("a way adds up its legs and tells the last one", () => {
  const { totalM, lastM } = lengthsOf(withPlace(AB, C, false));
  expect(totalM / DEGREE_M).toBeCloseTo(3, 3);
  expect(lastM / DEGREE_M).toBeCloseTo(2, 3);
  expect(lengthsOf(NO_WAY)).toEqual({ totalM: 0, lastM: 0 });
});

test("the last place once more finishes a way of two places, and does nothing to a shorter one", () => {
  expect(withPlace(AB, B, true)).toEqual({ places: [A, B], isFinished: true });
  expect(withPlace(withPlace(NO_WAY, A, false), A, true)).toEqual({ places: [A], isFinished: false });
});

test("a place after the end begins another way", () => {
  expect(withPlace({ ...AB, isFinished: true }, C, false)).toEqual({ places: [C], isFinished: false });
});

test("undoing takes the last place away and opens the way again", () => {
  expect(withoutLast({ ...AB, isFinished: true })).toEqual({ places: [A], isFinished: false });
  expect(withoutLast(NO_WAY)).toEqual(NO_WAY);
});

test("a place on the other side of the antimeridian is measured and drawn the short way", () => {
  const way = withPlace(
    withPlace(NO_WAY, { latitude: 0, longitude: 179.5 }, false),
    { latitude: 0, longitude: -179.5 },
    false,
  );
  expect(way.places.at(-1)?.longitude).toBeCloseTo(180.5, 9);
  expect(lengthsOf(way).totalM / DEGREE_M).toBeCloseTo(1, 3);
});
