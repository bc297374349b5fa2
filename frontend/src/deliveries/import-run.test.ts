import { expect, test, vi } from "vitest";
import type { Outcome } from "../api/deliveries";
import type { CommandResults } from "../api/types";
import { readCsvTable } from "./csv-text";
import { failuresCsv, ImportRun, MOST_TRIES, ROWS_AT_ONCE } from "./import-run";

const WORDS = { noId: "No id.", cells: "Too many cells.", noReason: "No reason." };
const MAPPING = ["shipmentId", "latitude", "longitude"] as const;

function aTable(count: number) {
  const rows = Array.from({ length: count }, (_, index) => `P${index},1,2\n`);
  return readCsvTable(new TextEncoder().encode(`id,lat,lon\n${rows.join("")},1,2\n`));
}

/** Answers that refuse the first row of each request. */
function answerTo(csv: string): Outcome<CommandResults> {
  const count = csv.trim().split("\n").length - 1;
  const results = [{ index: 0, shipmentId: "x", result: "refused", code: "bad_delivery", detail: "Bad." }] as const;
  return { data: { accepted: count - 1, refused: 1, pending: 0, results }, problem: null };
}

const aRun = (
  count: number,
  send: (csv: string, key: string) => Promise<Outcome<CommandResults>>,
  pause: (ms: number) => Promise<void> = async () => undefined,
) => new ImportRun({ table: aTable(count), mapping: MAPPING, timeZone: "UTC", send, pause, words: WORDS });

const refusal = (status: number | undefined): Outcome<CommandResults> => {
  const problem = { detail: "Kafka does not answer.", ...(status === undefined ? {} : { status }) };
  return { data: null, problem };
};

test("all rows are sent in parts, and each bad one is named with its line and reason", async () => {
  const send = vi.fn(async (csv: string) => answerTo(csv));
  const run = aRun(ROWS_AT_ONCE + 10, send);
  await run.run();
  expect(send).toHaveBeenCalledTimes(2);
  const { phase, total, answered, accepted, failures } = run.state;
  expect({ phase, total, answered, accepted }).toEqual({
    phase: "done",
    total: ROWS_AT_ONCE + 11,
    answered: ROWS_AT_ONCE + 11,
    accepted: ROWS_AT_ONCE + 8,
  });
  expect(failures.map(({ line, shipmentId, reason }) => [line, shipmentId, reason])).toEqual([
    [ROWS_AT_ONCE + 12, "", "No id."],
    [2, "P0", "Bad."],
    [ROWS_AT_ONCE + 2, `P${ROWS_AT_ONCE}`, "Bad."],
  ]);
});

test.each([503, undefined])("a part that fails with %s is sent again with its key, later each time", async (status) => {
  const send = vi.fn(async (csv: string, _key: string) => answerTo(csv));
  send.mockResolvedValueOnce(refusal(status)).mockResolvedValueOnce(refusal(status));
  const waits: number[] = [];
  const run = aRun(ROWS_AT_ONCE + 1, send, async (ms) => {
    waits.push(ms);
    expect(run.state).toMatchObject({ phase: "running", retryInMs: ms, problem: { detail: "Kafka does not answer." } });
  });
  await run.run();
  expect(run.state).toMatchObject({ phase: "done", problem: null, retryInMs: null });
  expect(waits).toEqual([1_000, 2_000]);
  const [first, second, third, other] = send.mock.calls;
  expect([second, third]).toEqual([first, first]);
  expect(other?.[1]).not.toBe(first?.[1]);
});

test("an import stalls after some tries, and goes on from there with the same key", async () => {
  const send = vi.fn(async (_csv: string, _key: string) => refusal(503));
  const run = aRun(3, send);
  await run.run();
  expect(send).toHaveBeenCalledTimes(MOST_TRIES);
  expect(run.state).toMatchObject({ phase: "stalled", answered: 1, problem: { detail: "Kafka does not answer." } });
  send.mockImplementation(async (csv) => answerTo(csv));
  await run.run();
  expect(run.state).toMatchObject({ phase: "done", answered: 4, accepted: 2 });
  expect(send.mock.calls.at(-1)).toEqual(send.mock.calls[0]);
});

test("a request that the tracker refuses is not repeated", async () => {
  const send = vi.fn(async () => refusal(413));
  const run = aRun(3, send);
  await run.run();
  expect(send).toHaveBeenCalledTimes(1);
  expect(run.state.phase).toBe("stalled");
});

test("an import that is stopped while it waits sends nothing more", async () => {
  const send = vi.fn(async () => refusal(503));
  const run = aRun(3, send, async () => run.stop());
  await run.run();
  expect(send).toHaveBeenCalledTimes(1);
  expect(run.state).toMatchObject({ phase: "stopped", retryInMs: null });
});

test("a stopped import sends nothing more, until it goes on", async () => {
  const run = aRun(ROWS_AT_ONCE + 1, async (csv) => {
    run.stop();
    return answerTo(csv);
  });
  await run.run();
  expect(run.state).toMatchObject({ phase: "stopped", answered: ROWS_AT_ONCE + 1 });
});

test("failed rows become a file with the columns of the first and the reason", () => {
  const failures = [{ line: 7, shipmentId: "A", cells: ["A", "x;y"], reason: 'Not "that".' }];
  expect(failuresCsv(["id", "lat", "lon"], failures, ["line", "error"])).toBe(
    '\ufeffid,lat,lon,line,error\r\nA,"x;y",,7,"Not ""that""."\r\n',
  );
});
