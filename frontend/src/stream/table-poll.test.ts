import { beforeEach, expect, test, vi } from "vitest";
import type { Row } from "../api/types";
import { aRow } from "../testing/builders";
import { POLL_EVERY_MS, TablePoll } from "./table-poll";

beforeEach(() => {
  vi.useFakeTimers();
});

/** A poll of a server that answers with these, in turn; the last answer repeats. */
function start(...answers: readonly (() => Response | Promise<Response>)[]) {
  const asked: string[] = [];
  const told: (readonly Row[])[] = [];
  const onChange = vi.fn();
  const poll = new TablePoll<Row>({
    address: "api/shipments",
    fetchFrom: async (address) => {
      asked.push(String(address));
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined) throw new Error("no answer");
      return answer();
    },
    onRows: (rows) => told.push(rows),
    onChange,
  });
  poll.start();
  return { poll, asked, told, onChange };
}

const rows =
  (asOfS: number, ...list: readonly Row[]) =>
  () =>
    new Response(list.map((row) => `${JSON.stringify(row)}\n`).join(""), {
      headers: { "X-Tracker-As-Of": String(asOfS) },
    });

test("asks for all rows, and then for those that are new, with some overlap", async () => {
  const { asked, told } = start(rows(1_000, aRow()), rows(1_003));
  await vi.advanceTimersByTimeAsync(POLL_EVERY_MS);
  expect(asked).toEqual(["api/shipments?format=ndjson", "api/shipments?format=ndjson&updatedSince=990"]);
  expect(told).toEqual([[aRow()], []]);
});

test("tells when answers begin to come, when they fail, and when they come again", async () => {
  const { poll, onChange } = start(
    rows(1, aRow()),
    () => new Response("", { status: 503 }),
    () => new Response("<html>"),
    () => Promise.reject(new TypeError("network")),
    rows(2),
  );
  await vi.advanceTimersByTimeAsync(0);
  expect([poll.isAnswered, onChange.mock.calls.length]).toEqual([true, 1]);
  for (const _ of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(POLL_EVERY_MS);
    expect([poll.isAnswered, onChange.mock.calls.length]).toEqual([false, 2]);
  }
  await vi.advanceTimersByTimeAsync(POLL_EVERY_MS);
  expect(onChange).toHaveBeenCalledTimes(3);
});

test("asks no more once it is stopped, tells nothing of what was under way, and begins anew", async () => {
  const { poll, asked, told } = start(rows(1_000, aRow()));
  poll.stop();
  await vi.advanceTimersByTimeAsync(10 * POLL_EVERY_MS);
  expect([asked.length, told.length, poll.isAnswered]).toEqual([1, 0, false]);
  poll.start();
  poll.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(["api/shipments?format=ndjson", "api/shipments?format=ndjson"]);
});
