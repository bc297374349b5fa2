import { expect, test } from "vitest";
import { aRow } from "../testing/builders";
import { CatchUp } from "./catch-up";

const BACK_S = 1_705_500_100;
const BACK_MS = 5_000;

test("a page that never lost its stream has nothing to catch up on", () => {
  const catchUp = new CatchUp();
  expect(catchUp.take([aRow({ receivedAt: BACK_S })], BACK_MS)).toBe(false);
  expect(catchUp.last).toBeNull();
});

test("what the server received while the page was away was missed, and what it received since was not", () => {
  const catchUp = new CatchUp();
  catchUp.begin(BACK_S, BACK_MS);
  const missed = [aRow({ receivedAt: BACK_S - 20 }), aRow({ receivedAt: BACK_S - 1 })];
  expect(catchUp.take(missed, BACK_MS + 10)).toBe(true);
  expect(catchUp.take([aRow({ receivedAt: BACK_S + 1 })], BACK_MS + 1_000)).toBe(false);
  expect(catchUp.last).toEqual({ changes: 2, isAnew: false, atMs: BACK_MS });
});

test("a fix that comes late long afterwards is not counted", () => {
  const catchUp = new CatchUp();
  catchUp.begin(BACK_S, BACK_MS);
  catchUp.take([aRow({ receivedAt: BACK_S - 1 })], BACK_MS + 60_000);
  expect(catchUp.last?.changes).toBe(0);
});

test("it is known when the server sent everything anew", () => {
  const catchUp = new CatchUp();
  catchUp.begin(BACK_S, BACK_MS);
  catchUp.onReset();
  expect(catchUp.last?.isAnew).toBe(true);
});
