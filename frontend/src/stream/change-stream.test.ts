import { beforeEach, describe, expect, test, vi } from "vitest";
import { decodeStreamEvent, type StreamEvent } from "../api/stream-events";
import { FakeEventSources } from "../testing/fake-event-source";
import { ChangeStream } from "./change-stream";
import { type Connection, DEAD_AFTER_MS, LATE_AFTER_MS, OFFLINE_AFTER_MS, OPEN_TIMEOUT_MS } from "./connection";

const LONGEST_FIRST_WAIT_MS = 500;

function start(url = "api/stream") {
  const sources = new FakeEventSources();
  const events: StreamEvent<unknown>[] = [];
  const connections: Connection[] = [];
  const stream = new ChangeStream({
    url,
    decode: decodeStreamEvent<unknown>,
    createEventSource: sources.create,
    onEvent: (event) => events.push(event),
    onConnection: (connection) => connections.push(connection),
    serverNow: () => Date.now() / 1000,
    random: () => 1,
  });
  stream.open();
  return { sources, events, connections, stream, status: () => connections.at(-1)?.status };
}

function startLive() {
  const started = start();
  started.sources.newest.send("snapshot-complete", {}, "epoch.5.f");
  return started;
}

beforeEach(() => {
  vi.useFakeTimers();
});

describe("a change stream", () => {
  test("is live once the first snapshot is complete, not when the connection opens", () => {
    const { sources, status } = start();
    sources.newest.send("open");
    expect(status()).toBeUndefined();
    sources.newest.send("snapshot", []);
    expect(status()).toBeUndefined();
    sources.newest.send("snapshot-complete", {}, "epoch.5.f");
    expect(status()).toBe("live");
  });

  test("adds its cursor to an address that has a filter", () => {
    const { sources } = start("api/stream?kind=shipment");
    sources.newest.send("snapshot-complete", {}, "epoch.5.f");
    sources.newest.send("error");
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS);
    expect(sources.newest.url).toBe("api/stream?kind=shipment&cursor=epoch.5.f");
  });

  test("opens again behind the last event after the connection broke", () => {
    const { sources, status } = startLive();
    sources.newest.send("changes", [], "epoch.9.f");
    sources.newest.send("error");
    expect(status()).toBe("reconnecting");
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS);
    expect(sources.opened).toHaveLength(2);
    expect(sources.newest.url).toBe("api/stream?cursor=epoch.9.f");
    sources.newest.send("open");
    expect(status()).toBe("live");
  });

  test("keeps the place that a heartbeat gave it", () => {
    const { sources } = startLive();
    sources.newest.send("heartbeat", { time: 1 }, "epoch.7.f");
    sources.newest.send("error");
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS);
    expect(sources.newest.url).toContain("epoch.7.f");
  });

  test("starts over when it broke in the middle of a snapshot", () => {
    const { sources } = startLive();
    sources.newest.send("reset", {});
    sources.newest.send("snapshot", [], "epoch.5.f");
    sources.newest.send("error");
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS);
    expect(sources.newest.url).toBe("api/stream");
  });

  test("waits longer after every failure, but never more than ten seconds", () => {
    const { sources } = startLive();
    for (const waitMs of [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
      const count = sources.opened.length;
      sources.newest.send("error");
      vi.advanceTimersByTime(waitMs - 1);
      expect(sources.opened).toHaveLength(count);
      vi.advanceTimersByTime(1);
      expect(sources.opened).toHaveLength(count + 1);
    }
  });

  test("says offline when it had no contact for long, and goes on trying", () => {
    const { sources, status } = startLive();
    const lostAt = Date.now();
    while (Date.now() - lostAt < OFFLINE_AFTER_MS) {
      sources.newest.send("error");
      vi.advanceTimersByTime(10_000);
    }
    sources.newest.send("error");
    expect(status()).toBe("offline");
    vi.advanceTimersByTime(10_000);
    sources.newest.send("open");
    expect(status()).toBe("live");
  });

  test("is late after two missed heartbeats and takes itself for dead some time later", () => {
    const { sources, status } = startLive();
    vi.advanceTimersByTime(LATE_AFTER_MS);
    expect(status()).toBe("late");
    vi.advanceTimersByTime(DEAD_AFTER_MS - LATE_AFTER_MS);
    expect(status()).toBe("reconnecting");
    expect(sources.newest.isClosed).toBe(true);
  });

  test("is live again with the next event after being late", () => {
    const { sources, status } = startLive();
    vi.advanceTimersByTime(LATE_AFTER_MS);
    sources.newest.send("heartbeat", { time: 1 }, "epoch.6.f");
    expect(status()).toBe("live");
  });

  test("does not wait for an answer for ever", () => {
    const { sources, status } = start();
    vi.advanceTimersByTime(OPEN_TIMEOUT_MS);
    expect(status()).toBe("reconnecting");
    expect(sources.newest.isClosed).toBe(true);
  });

  test("takes an opening without a word for held back, and is live only when the next one speaks", () => {
    const { sources, status, connections } = start();
    sources.newest.send("open");
    vi.advanceTimersByTime(OPEN_TIMEOUT_MS);
    expect(connections.at(-1)).toMatchObject({ status: "reconnecting", isHeldBack: true });
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS);
    sources.newest.send("open");
    expect(status()).toBe("reconnecting");
    sources.newest.send("snapshot-complete", {}, "epoch.5.f");
    expect(status()).toBe("live");
  });

  test("does not call a stream live that opens after a silent one, until it says something", () => {
    const { sources, status } = startLive();
    vi.advanceTimersByTime(DEAD_AFTER_MS + LONGEST_FIRST_WAIT_MS);
    sources.newest.send("open");
    expect(status()).toBe("reconnecting");
    sources.newest.send("heartbeat", { time: 1 }, "epoch.5.f");
    expect(status()).toBe("live");
  });

  test("comes back soon when the server says bye", () => {
    const { sources, status } = startLive();
    sources.newest.send("bye");
    expect(status()).toBe("reconnecting");
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS);
    expect(sources.newest.url).toContain("epoch.5.f");
  });

  test("asks for a new snapshot after an event that it cannot read", () => {
    const { sources, events } = startLive();
    const before = events.length;
    sources.newest.raw("changes", "{not json", "epoch.6.f");
    expect(events).toHaveLength(before);
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS);
    expect(sources.newest.url).toBe("api/stream");
  });

  test("hears nothing more once closed", () => {
    const { sources, stream, connections } = startLive();
    stream.close();
    const count = connections.length;
    vi.advanceTimersByTime(10 * DEAD_AFTER_MS);
    expect(connections).toHaveLength(count);
    expect(sources.opened).toHaveLength(1);
  });

  test("cuts a wait short when the network is back, and leaves an open connection alone", () => {
    const { sources, stream } = startLive();
    stream.retryNow();
    expect(sources.opened).toHaveLength(1);
    sources.newest.send("error");
    stream.retryNow();
    expect(sources.opened).toHaveLength(2);
  });
});
