import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from "vitest";
import { aClient, NETWORK_FAILS } from "../testing/a-client";
import { type ApiClient, addressOf, LONGEST_ANSWER_MS } from "./client";
import type { Session } from "./session";

const SESSION: Session = { required: true, signedIn: false };
const PROBLEM = { title: "Conflict", status: 409, code: "not_empty", detail: "There are shipments already." };

/** A server that takes the request and never answers. */
const silence = (signal: AbortSignal) =>
  new Promise<Response>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

describe("an API client", () => {
  test("returns what the server sends, in the type that its OpenAPI document names", async () => {
    const { client, requests } = aClient(() => Response.json(SESSION));
    const answer = await client.get("/api/session");
    expectTypeOf(answer.data).toEqualTypeOf<Session | null>();
    expect(answer).toMatchObject({ data: SESSION, problem: null });
    expect(requests[0]).toMatchObject({ address: "api/session", init: { credentials: "same-origin" } });
  });

  test("accepts no path, query or body that the document does not name", () => {
    const misuse = (client: ApiClient) => [
      // @ts-expect-error: there is no such path
      client.get("/api/sessions"),
      // @ts-expect-error: this path takes no GET
      client.get("/api/shipments/update"),
      // @ts-expect-error: a misspelt filter
      client.get("/api/shipments", { query: { driver: "Dave" } }),
      // @ts-expect-error: a sign-in needs its key
      client.post("/api/session", { kye: "trk_" }),
    ];
    expect(misuse).toBeTypeOf("function");
  });

  test("posts JSON in a way that no page of another origin can", async () => {
    const { client, requests } = aClient(() => Response.json(SESSION));
    await client.post("/api/session", { key: "trk_" });
    expect(requests[0]?.init).toMatchObject({
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: '{"key":"trk_"}',
    });
  });

  test("returns a refusal with its code and its sentence", async () => {
    const { client } = aClient(() => Response.json(PROBLEM, { status: 409 }));
    expect(await client.post("/api/demo", {})).toMatchObject({ data: null, problem: PROBLEM });
  });

  test.each([
    ["a refusal that is no problem", () => new Response("<html>", { status: 502 })],
    ["a refusal without a sentence", () => Response.json({ code: "internal" }, { status: 500 })],
    ["an answer that is no JSON", () => new Response("<html>")],
    ["a failing network", NETWORK_FAILS],
  ])("takes %s for no answer", async (_, server) => {
    expect(await aClient(server).client.get("/api/session")).toMatchObject({ data: null, problem: null });
  });

  test.each([200, 401, 502])("tells the time that an answer of status %d names", async (status) => {
    const headers = { Date: "Wed, 17 Jan 2024 14:00:00 GMT" };
    const { client, onServerTime } = aClient(() => new Response("?", { status, headers }));
    expect((await client.get("/api/session")).headers?.has("Date")).toBe(true);
    expect(onServerTime).toHaveBeenCalledExactlyOnceWith(1_705_500_000);
  });

  test("tells no time where an answer names none", async () => {
    const { client, onServerTime } = aClient(() => Response.json(SESSION), NETWORK_FAILS);
    await client.get("/api/session");
    await client.get("/api/session");
    expect(onServerTime).not.toHaveBeenCalled();
  });
});

describe("a call that gets no answer", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    // The browser's own timers of signals are not faked.
    vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException("", "TimeoutError")), ms);
      return controller.signal;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    [{}, LONGEST_ANSWER_MS],
    [{ timeoutMs: 500 }, 500],
  ])("with the options %o ends after %d ms", async (options, endsAfterMs) => {
    const ended = vi.fn();
    void aClient(silence).client.get("/api/session", options).then(ended);
    await vi.advanceTimersByTimeAsync(endsAfterMs - 1);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalledExactlyOnceWith({ data: null, problem: null, headers: null });
  });

  test("ends when its caller has given up", async () => {
    const controller = new AbortController();
    const call = aClient(silence).client.get("/api/session", { signal: controller.signal });
    controller.abort();
    expect(await call).toEqual({ data: null, problem: null, headers: null });
  });
});

test("an address is relative to the page, and repeats what is given many times", () => {
  expect(addressOf("/api/stream")).toBe("api/stream");
  expect(addressOf("/api/shipments", { driverId: ["Ann", "B&b"], limit: 5 })).toBe(
    "api/shipments?driverId=Ann&driverId=B%26b&limit=5",
  );
});
