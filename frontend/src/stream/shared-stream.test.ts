import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeEventSources } from "../testing/fake-event-source";
import { FakeBrowser } from "../testing/fake-tabs";
import { SharedStream } from "./shared-stream";

const settle = () => vi.advanceTimersByTimeAsync(0);
const HEARD = ["open", "error", "snapshot", "snapshot-complete", "changes", "heartbeat"] as const;

/** A tab with its page's side of the stream: what it heard, as "type data". */
function openTab(browser: FakeBrowser, tabId: string, cursor = "") {
  const sources = new FakeEventSources();
  const tab = browser.openTab();
  const stream = new SharedStream({ createEventSource: sources.create, ...tab, tabId });
  const heard: string[] = [];
  const connect = (from = "") => {
    const source = stream.connect(from === "" ? "api/stream" : `api/stream?cursor=${from}`);
    for (const type of HEARD) source.addEventListener(type, ({ data }) => heard.push(`${type} ${data}`.trim()));
    return source;
  };
  return { ...tab, sources, stream, heard, connect, handle: connect(cursor) };
}

async function openTwo() {
  const browser = new FakeBrowser();
  const first = openTab(browser, "first");
  await settle();
  first.sources.newest.raw("open", "");
  first.sources.newest.raw("snapshot-complete", "1", "e.1");
  const second = openTab(browser, "second");
  await settle();
  first.sources.newest.raw("heartbeat", "2", "e.1");
  second.sources.newest.raw("open", "");
  second.sources.newest.raw("snapshot", "all");
  second.sources.newest.raw("snapshot-complete", "3", "e.2");
  await vi.advanceTimersByTimeAsync(2_000);
  return { browser, first, second };
}

describe("a shared stream", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is one stream for two tabs once the second has its snapshot", async () => {
    const { first, second } = await openTwo();
    expect(second.sources.newest.isClosed).toBe(true);
    expect(second.stream.isShared).toBe(true);
    first.sources.newest.raw("changes", "4", "e.3");
    expect(first.heard.at(-1)).toBe("changes 4");
    expect(second.heard.at(-1)).toBe("changes 4");
  });

  test("gives a tab that joins also what was told while it joined, after its snapshot", async () => {
    const { second } = await openTwo();
    expect(second.heard).toEqual(["open", "snapshot all", "snapshot-complete 3", "open", "heartbeat 2"]);
  });

  test("goes on in another tab, from the last event that was heard, when the leading one is closed", async () => {
    const { first, second } = await openTwo();
    first.sources.newest.raw("changes", "4", "e.7");
    first.close();
    await settle();
    expect(second.sources.newest.url).toBe("api/stream?cursor=e.7");
    second.sources.newest.raw("changes", "5", "e.8");
    expect(second.heard.slice(-2)).toEqual(["changes 4", "changes 5"]);
    expect(second.stream.isShared).toBe(false);
  });

  test("tells every tab that it broke, and what came in before they connected again", async () => {
    const { first, second } = await openTwo();
    first.sources.newest.raw("error", "");
    first.handle.close();
    expect(second.heard.at(-1)).toBe("error");
    second.handle.close();
    first.connect("e.2");
    first.sources.newest.raw("open", "");
    first.sources.newest.raw("changes", "missed", "e.3");
    second.connect("e.2");
    await settle();
    expect(second.heard.slice(-2)).toEqual(["open", "changes missed"]);
    expect(second.sources.opened).toHaveLength(1);
  });

  test("is joined anew by a tab that missed something", async () => {
    const { browser, first, second } = await openTwo();
    browser.isDeaf = true;
    first.sources.newest.raw("changes", "lost", "e.3");
    browser.isDeaf = false;
    first.sources.newest.raw("changes", "4", "e.4");
    expect(second.heard.at(-1)).toBe("error");
    second.handle.close();
    second.connect("e.2");
    expect(second.sources.newest.url).toBe("api/stream?cursor=e.2");
    second.sources.newest.raw("changes", "lost", "e.3");
    second.sources.newest.raw("heartbeat", "5", "e.4");
    expect(second.sources.newest.isClosed).toBe(true);
    expect(second.heard).toContain("changes lost");
  });

  test("never takes the end of a snapshot for a whole one", async () => {
    const browser = new FakeBrowser();
    const first = openTab(browser, "first");
    await settle();
    first.sources.newest.raw("open", "");
    first.sources.newest.raw("snapshot", "half");
    const second = openTab(browser, "second");
    await settle();
    first.sources.newest.raw("snapshot", "other half");
    first.sources.newest.raw("snapshot-complete", "2", "e.1");
    second.sources.newest.raw("snapshot", "all");
    second.sources.newest.raw("snapshot-complete", "1", "e.1");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(second.stream.isShared).toBe(true);
    expect(second.heard).toEqual(["snapshot all", "snapshot-complete 1", "open"]);
  });

  test("is left by a tab whose leader fell silent", async () => {
    const { second } = await openTwo();
    await vi.advanceTimersByTimeAsync(50_000);
    second.handle.close();
    second.connect("e.2");
    expect(second.sources.newest.url).toBe("api/stream?cursor=e.2");
    expect(second.stream.isShared).toBe(false);
  });
});
