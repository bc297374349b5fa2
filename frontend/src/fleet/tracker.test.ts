// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { aTracker } from "../testing/a-tracker";
import { aRow, NOON } from "../testing/builders";
import { FakeEventSources } from "../testing/fake-event-source";
import { REFRESH_EVERY_MS } from "./tracker";

const HEARTBEAT_MS = 10_000;

/** The computer's clock, which people and time servers set, without the time that has really gone by. */
function setClock(byS: number): void {
  vi.setSystemTime(Date.now() + byS * 1000);
}

const dated = (unixS: number) => new Response("{}", { headers: { Date: new Date(unixS * 1000).toUTCString() } });

/** A page that holds one shipment, whose fix is 12 s old by the server's clock, on a computer that is `offS` ahead. */
function start({ offS = 0, answer = null as (() => Promise<Response>) | null } = {}) {
  vi.setSystemTime((NOON + 12 + offS) * 1000);
  const sources = new FakeEventSources();
  const asked: string[] = [];
  const { tracker, client } = aTracker({ connect: sources.create, isShared: false }, (address) => {
    asked.push(String(address));
    return answer === null ? Promise.resolve(dated(serverNow())) : answer();
  });
  tracker.start();
  const startedMs = performance.now();
  const serverNow = () => NOON + 12 + (performance.now() - startedMs) / 1000;
  sources.newest.send("snapshot", [aRow({ timestamp: NOON, speed: 9, receivedAt: NOON })]);
  sources.newest.send("snapshot-complete", {}, "epoch.1.f");
  const beat = () => sources.newest.send("heartbeat", { time: serverNow() }, "epoch.1.f");
  const change = () =>
    sources.newest.send("changes", [aRow({ timestamp: serverNow(), receivedAt: serverNow() })], "e.2.f");
  const refresh = () => vi.advanceTimersByTimeAsync(REFRESH_EVERY_MS);
  return { tracker, client, sources, asked, serverNow, beat, change, refresh };
}

beforeEach(() => {
  vi.useFakeTimers();
});

describe("the clock of the viewer's computer", () => {
  test.each([600, -600, 40, -3, 2])("may be set by %d s while the page is open, and nothing changes", async (byS) => {
    const { tracker, serverNow, beat, change, refresh } = start();
    beat();
    setClock(byS);
    await refresh();
    expect(tracker.now()).toBeCloseTo(serverNow(), 1);
    expect(tracker.view.statusAt(0)).toBe("moving");
    for (const _ of [1, 2, 3, 4, 5, 6]) {
      beat();
      change();
      await vi.advanceTimersByTimeAsync(HEARTBEAT_MS);
      expect(tracker.now()).toBeCloseTo(serverNow(), 1);
      expect(tracker.screenDelay()?.medianS).toBeCloseTo(0, 1);
      expect(tracker.heartbeatLagS).toBeCloseTo(0, 1);
    }
  });

  test("may be set before the first heartbeat, and nothing changes", async () => {
    const { tracker, serverNow, refresh } = start();
    setClock(-600);
    await refresh();
    expect(tracker.now()).toBeCloseTo(serverNow(), 1);
  });

  test("does not count once an answer of the server has said what time it is", async () => {
    const { tracker, client } = start({ offS: 600 });
    await client.get("/api/session");
    tracker.view.refresh();
    expect(tracker.now()).toBeCloseTo(NOON + 12, -1);
    expect(tracker.view.statusAt(0)).toBe("moving");
  });

  test("counts down to the next try by the time that goes by, however it is set", async () => {
    const { tracker, sources } = start();
    sources.newest.send("error");
    setClock(-600);
    const { connection } = tracker;
    expect("nextTryAt" in connection && connection.nextTryAt - performance.now()).toBeLessThanOrEqual(500);
    expect(connection).toMatchObject({ heardAtS: expect.closeTo(NOON + 12, 1) });
  });
});

describe("a computer that slept while the page's time stood still", () => {
  const HOUR_S = 3600;

  test("is told the time by the server at once", async () => {
    const { tracker, asked, beat, refresh } = start({ answer: async () => dated(NOON + 12 + HOUR_S) });
    beat();
    setClock(HOUR_S);
    await refresh();
    await refresh();
    expect(asked).toEqual(["api/session"]);
    expect(tracker.now()).toBeCloseTo(NOON + 12 + HOUR_S, -1);
    expect(tracker.view.statusAt(0)).toBe("offline");
  });

  test("counts the hours of its own clock where the server cannot be asked, until the next heartbeat", async () => {
    const answer = () => Promise.reject(new TypeError("network"));
    const { tracker, serverNow, beat, refresh } = start({ answer });
    beat();
    setClock(HOUR_S);
    await refresh();
    await refresh();
    expect(tracker.now()).toBeCloseTo(serverNow() + HOUR_S, 1);
    expect(tracker.knowsServerTime).toBe(false);
    beat();
    expect(tracker.now()).toBeCloseTo(serverNow(), 1);
  });

  test("believes a heartbeat that comes before the answer that it waits for", async () => {
    let fail: (reason: Error) => void = () => undefined;
    const answer = () => new Promise<Response>((_, reject) => (fail = reject));
    const { tracker, serverNow, beat, refresh } = start({ answer });
    beat();
    setClock(HOUR_S);
    await refresh();
    beat();
    fail(new TypeError("network"));
    await refresh();
    expect(tracker.now()).toBeCloseTo(serverNow(), 1);
  });
});
