import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CreditedName, PlaceNamesApi } from "../../api/place-names";
import { FIRST_MS, PlaceNamer } from "./place-namer";

const NAME: CreditedName = { text: "in Butler, Pennsylvania", attribution: "GeoNames" };
const BUTLER = { latitude: 40.861, longitude: -79.895 };
const north = (metres: number) => ({ ...BUTLER, latitude: BUTLER.latitude + metres / 111_195 });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aNamer(...answers: readonly (CreditedName | null)[]) {
  const asked: { readonly latitude: number; readonly signal: AbortSignal }[] = [];
  const places: PlaceNamesApi = {
    nameOf: async (latitude, _, signal) => {
      asked.push({ latitude, signal });
      return answers[Math.min(asked.length, answers.length) - 1] ?? null;
    },
    townsIn: async () => null,
  };
  const onName = vi.fn();
  return { namer: new PlaceNamer(places, onName), asked, onName };
}

test("a place is named once for a shipment that stands still", async () => {
  const { namer, asked, onName } = aNamer(NAME);
  for (let fix = 0; fix < 60; fix += 1) {
    namer.look(BUTLER);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(asked).toHaveLength(1);
  expect(onName).toHaveBeenCalledExactlyOnceWith(NAME);
});

test("a shipment that moved less than 100 m keeps its name", async () => {
  const { namer, asked } = aNamer(NAME);
  namer.look(BUTLER);
  await vi.advanceTimersByTimeAsync(10_000);
  namer.look(north(90));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(1);
  namer.look(north(110));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(2);
});

test("a fast shipment is named every three seconds at most, from its newest position", async () => {
  const { namer, asked } = aNamer(NAME);
  for (let second = 0; second < 30; second += 1) {
    namer.look(north(second * 200));
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(asked.length).toBeLessThanOrEqual(11);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked.at(-1)?.latitude).toBe(north(29 * 200).latitude);
});

test("a server that does not answer is asked ever less often", async () => {
  const { namer, asked, onName } = aNamer(null);
  for (let second = 0; second < 600; second += 1) {
    namer.look(north(second * 200));
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.length).toBeLessThan(8);
  expect(onName).not.toHaveBeenCalled();
});

test("a shipment that is deselected is asked about no more", async () => {
  const { namer, asked, onName } = aNamer(NAME);
  namer.look(BUTLER);
  namer.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(0);
  const other = aNamer(NAME);
  other.namer.look(BUTLER);
  vi.advanceTimersByTime(FIRST_MS);
  other.namer.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(other.asked[0]?.signal.aborted).toBe(true);
  expect(other.onName).not.toHaveBeenCalled();
  expect(onName).not.toHaveBeenCalled();
});
