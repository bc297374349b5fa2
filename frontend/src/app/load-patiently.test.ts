import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadPatiently } from "./load-patiently";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a chunk that cannot be loaded is asked for again, after longer and longer pauses of at most 30 s", async () => {
  const askedAtS: number[] = [];
  const start = Date.now();
  const load = () => {
    askedAtS.push((Date.now() - start) / 1_000);
    return askedAtS.length < 8 ? Promise.reject(new Error("away")) : Promise.resolve("chunk");
  };
  const loaded = loadPatiently(load);
  await vi.advanceTimersByTimeAsync(200_000);
  expect(await loaded).toBe("chunk");
  expect(askedAtS).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
});
