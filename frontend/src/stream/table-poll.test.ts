import { beforeEach, expect, test, vi } from "vitest";
import type { TableRows } from "../api/table-rows";
import { POLL_EVERY_MS, TablePoll } from "./table-poll";

beforeEach(() => {
  vi.useFakeTimers();
});

/** A poll of a server that answers with these, in turn; the last answer repeats. */
function start(...answers: readonly (TableRows<string> | null)[]) {
  const asked: (number | null)[] = [];
  const told: (readonly string[])[] = [];
  const onChange = vi.fn();
  const poll = new TablePoll<string>({
    askForRows: async (receivedSinceS) => {
      asked.push(receivedSinceS);
      return answers[Math.min(asked.length, answers.length) - 1] ?? null;
    },
    onRows: (rows) => told.push(rows),
    onChange,
  });
  poll.start();
  return { poll, asked, told, onChange };
}

const rows = (asOfS: number | null, ...list: readonly string[]) => ({ rows: list, asOfS });

test("asks for all rows, and then for those that are new, with some overlap", async () => {
  const { asked, told } = start(rows(1_000, "a"), rows(1_003));
  await vi.advanceTimersByTimeAsync(POLL_EVERY_MS);
  expect(asked).toEqual([null, 990]);
  expect(told).toEqual([["a"], []]);
});

test("asks for all rows again where the server does not say how new they are", async () => {
  const { asked } = start(rows(null, "a"));
  await vi.advanceTimersByTimeAsync(POLL_EVERY_MS);
  expect(asked).toEqual([null, null]);
});

test("tells when answers begin to come, when they fail, and when they come again", async () => {
  const { poll, onChange } = start(rows(1, "a"), null, null, rows(2));
  await vi.advanceTimersByTimeAsync(0);
  expect([poll.isAnswered, onChange.mock.calls.length]).toEqual([true, 1]);
  for (const _ of [1, 2]) {
    await vi.advanceTimersByTimeAsync(POLL_EVERY_MS);
    expect([poll.isAnswered, onChange.mock.calls.length]).toEqual([false, 2]);
  }
  await vi.advanceTimersByTimeAsync(POLL_EVERY_MS);
  expect(onChange).toHaveBeenCalledTimes(3);
});

test("asks no more once it is stopped, tells nothing of what was under way, and begins anew", async () => {
  const { poll, asked, told } = start(rows(1_000, "a"));
  poll.stop();
  await vi.advanceTimersByTimeAsync(10 * POLL_EVERY_MS);
  expect([asked.length, told.length, poll.isAnswered]).toEqual([1, 0, false]);
  poll.start();
  poll.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([null, null]);
});
