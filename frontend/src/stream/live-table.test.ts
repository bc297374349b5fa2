// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { decodeStreamEvent, type StreamEvent } from "../api/stream-events";
import { FakeEventSources } from "../testing/fake-event-source";
import { OPEN_TIMEOUT_MS } from "./connection";
import { LiveTable } from "./live-table";

/** A row of a table that has nothing to do with shipments. */
interface Door {
  readonly doorId: string;
  readonly isOpen: boolean;
}

const FRONT: Door = { doorId: "front", isOpen: true };

/** A page that follows the doors; asked for their rows, the server names the front door. */
function follow() {
  const sources = new FakeEventSources();
  const events: StreamEvent<Door>[] = [];
  const polled: (readonly Door[])[] = [];
  const asked: (number | null)[] = [];
  const sink = {
    accept: (event: StreamEvent<Door>) => events.push(event),
    acceptTable: (rows: readonly Door[]) => polled.push(rows),
    onResume: vi.fn(),
    onConnectionLost: vi.fn(),
  };
  const statuses: string[] = [];
  const table = new LiveTable<Door>({
    streamUrl: "api/stream/doors",
    decode: decodeStreamEvent<Door>,
    sink,
    opener: { connect: sources.create, isShared: false },
    askForRows: async (receivedSinceS) => {
      asked.push(receivedSinceS);
      return { rows: [FRONT], asOfS: null };
    },
    serverNow: () => Date.now() / 1000,
    onConnection: () => statuses.push(table.connection.status),
  });
  const disconnect = table.connect();
  return { sources, events, polled, asked, sink, statuses, table, disconnect };
}

beforeEach(() => {
  vi.useFakeTimers();
});

describe("a live table", () => {
  test("passes on the events of its stream, whatever its rows are", () => {
    const { sources, events, statuses } = follow();
    expect(sources.newest.url).toBe("api/stream/doors");
    sources.newest.send("snapshot", [FRONT]);
    sources.newest.send("snapshot-complete", {}, "epoch.1.f");
    expect(events).toEqual([{ type: "snapshot", rows: [FRONT] }, { type: "snapshot-complete" }]);
    expect(statuses).toEqual(["live"]);
  });

  test("polls its rows while its stream is held back, and stops when the stream delivers", async () => {
    const { sources, polled, asked, statuses, sink } = follow();
    await vi.advanceTimersByTimeAsync(OPEN_TIMEOUT_MS);
    expect(sink.onConnectionLost).toHaveBeenCalledOnce();
    expect(asked).toEqual([null]);
    expect(polled).toEqual([[FRONT]]);
    expect(statuses).toEqual(["reconnecting", "polling"]);
    await vi.advanceTimersByTimeAsync(1_000);
    sources.newest.send("snapshot-complete", {}, "epoch.1.f");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(statuses.at(-1)).toBe("live");
    expect(asked).toHaveLength(1);
  });

  test("does not poll when the server refuses the stream", async () => {
    const { sources, asked } = follow();
    sources.newest.send("error");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual([]);
  });

  test("connects at once when the network is back", () => {
    const { sources } = follow();
    sources.newest.send("error");
    dispatchEvent(new Event("online"));
    expect(sources.opened).toHaveLength(2);
  });

  test("opens and polls nothing after it is disconnected", async () => {
    const { sources, asked, disconnect } = follow();
    disconnect();
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(2 * OPEN_TIMEOUT_MS);
    expect([sources.opened.length, asked.length]).toEqual([1, 0]);
    expect(sources.newest.isClosed).toBe(true);
  });
});
