import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PlaceNamesApi, Town, TownBox } from "../../api/place-names";
import { TownStore } from "./town-store";
import { boxOf, parentOf, type TownTile } from "./town-tiles";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aTown(name: string, population = 10_000): Town {
  return { name, country: "United States", countryCode: "US", latitude: 40, longitude: -80, population };
}

const TILE: TownTile = { level: 6, column: 17, row: 24 };
const row = (count: number) => Array.from({ length: count }, (_, i) => ({ ...TILE, column: TILE.column + i }));

function aStore(answer: (box: TownBox) => readonly Town[] | null) {
  const asked: TownBox[] = [];
  const places: PlaceNamesApi = {
    nameOf: async () => null,
    townsIn: async (box) => {
      asked.push(box);
      await new Promise((resolve) => setTimeout(resolve, 10));
      return answer(box);
    },
  };
  const onTowns = vi.fn();
  const abort = new AbortController();
  return { store: new TownStore(places, onTowns, abort.signal), asked, onTowns, abort };
}

test("a tile is asked for once, however often it is in sight", async () => {
  const { store, asked, onTowns } = aStore(() => [aTown("Butler")]);
  for (let i = 0; i < 5; i += 1) {
    store.want([TILE]);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(asked).toEqual([boxOf(TILE)]);
  expect(onTowns).toHaveBeenCalledOnce();
  expect(store.towns().map(({ name }) => name)).toEqual(["Butler"]);
});

test("three requests run at a time, and those of a view that is gone are never sent", async () => {
  const { store, asked } = aStore(() => []);
  store.want(row(12));
  expect(asked).toHaveLength(3);
  store.want([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(3);
});

test("a server that does not answer is asked ever less often and never loudly", async () => {
  const { store, asked, onTowns } = aStore(() => null);
  store.want([TILE]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.length).toBeLessThan(8);
  store.want(row(12));
  expect(asked.length).toBeLessThan(8);
  expect(onTowns).not.toHaveBeenCalled();
});

test("what could not be had comes once the server answers again", async () => {
  let isDown = true;
  const { store, onTowns } = aStore(() => (isDown ? null : [aTown("Butler")]));
  store.want([TILE]);
  await vi.advanceTimersByTimeAsync(1_000);
  isDown = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(onTowns).toHaveBeenCalledOnce();
});

test("until a tile is here, the one that holds it names the towns", async () => {
  const { store } = aStore(({ east, west }) => [aTown(east - west > 6 ? "Pittsburgh" : "Butler")]);
  store.want([parentOf(TILE)]);
  await vi.advanceTimersByTimeAsync(1_000);
  store.want([TILE]);
  expect(store.towns().map(({ name }) => name)).toEqual(["Pittsburgh"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.towns().map(({ name }) => name)).toEqual(["Butler"]);
});

test("a town on the edge of two tiles is named once, and the largest come first", async () => {
  const { store } = aStore(() => [aTown("Butler"), aTown("Pittsburgh", 300_000)]);
  store.want(row(2));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.towns().map(({ name }) => name)).toEqual(["Pittsburgh", "Butler"]);
});

test("old tiles are forgotten, so that memory is bounded", async () => {
  const { store, asked } = aStore(() => []);
  const tiles = Array.from({ length: 300 }, (_, column) => ({ level: 9, column, row: 100 }));
  for (const tile of tiles) {
    store.want([tile]);
    await vi.advanceTimersByTimeAsync(100);
  }
  store.want(tiles.slice(0, 1));
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toHaveLength(301);
});

test("a removed map asks for nothing more", async () => {
  const { store, asked, onTowns, abort } = aStore(() => []);
  store.want(row(12));
  abort.abort();
  await vi.advanceTimersByTimeAsync(60_000);
  store.want(row(12));
  expect(asked).toHaveLength(3);
  expect(onTowns).not.toHaveBeenCalled();
});
