import { expect, test } from "vitest";
import { aClient, NETWORK_FAILS } from "../testing/a-client";
import { askForRowsOf } from "./table-rows";

const lines = (text: string, headers: Record<string, string> = {}) => {
  return () => new Response(text, { headers });
};
const signal = new AbortController().signal;

test("the rows of a table come one a line, with the time that they are as of", async () => {
  const { client, requests } = aClient(lines('{"id":1}\n{"id":2}\n', { "X-Tracker-As-Of": "1000.5" }));
  expect(await askForRowsOf(client, "/api/shipments")(null, signal)).toEqual({
    rows: [{ id: 1 }, { id: 2 }],
    asOfS: 1000.5,
  });
  expect(requests[0]?.address).toBe("api/shipments?format=ndjson");
});

test("only rows that the server received since a time are asked for", async () => {
  const { client, requests } = aClient(lines(""));
  expect(await askForRowsOf(client, "/api/shipments")(990, signal)).toEqual({ rows: [], asOfS: null });
  expect(requests[0]?.address).toBe("api/shipments?format=ndjson&updatedSince=990");
});

test.each([
  ["a refusal", () => new Response("", { status: 503 })],
  ["a page of a proxy", lines("<html>")],
  ["a failing network", NETWORK_FAILS],
])("%s is no answer", async (_, answer) => {
  expect(await askForRowsOf(aClient(answer).client, "/api/shipments")(null, signal)).toBeNull();
});
