import { expect, test } from "vitest";
import { aClient, NETWORK_FAILS } from "../testing/a-client";
import { createSessionApi } from "./session";

test("a refused sign-in says why in the server's own sentence, and a missing answer is told", async () => {
  const { client } = aClient(
    () => new Response('{"detail":"Slow down.","code":"rate_limited"}', { status: 429 }),
    () => new Response("nonsense", { status: 502 }),
    NETWORK_FAILS,
  );
  const api = createSessionApi(client, "No answer.");
  expect(await api.signIn("k")).toBe("Slow down.");
  expect(await api.signIn("k")).toBe("No answer.");
  expect(await api.signIn("k")).toBe("No answer.");
  expect(await api.show()).toBeNull();
});

test("an accepted sign-in has nothing to say, and the session tells who it is", async () => {
  const session = { required: true, signedIn: true, name: "Dave" };
  const { client, requests } = aClient(() => Response.json(session));
  const api = createSessionApi(client, "No answer.");
  expect(await api.signIn("trk_key")).toBeNull();
  expect(requests[0]?.init.body).toBe('{"key":"trk_key"}');
  expect(await api.show()).toEqual(session);
});
