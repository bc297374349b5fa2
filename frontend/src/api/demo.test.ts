import { expect, test } from "vitest";
import { aClient, NETWORK_FAILS } from "../testing/a-client";
import { createDemoApi } from "./demo";

const refused = (status: number, problem: object) => () => Response.json(problem, { status });

test("a demo that starts has nothing to say", async () => {
  const demo = { state: "started", vehicles: 300 };
  const { client } = aClient(() => Response.json(demo, { status: 202 }));
  expect(await createDemoApi(client, "no answer").start()).toBeNull();
  expect(await createDemoApi(client, "no answer").show()).toEqual(demo);
});

test.each([
  [refused(503, {}), "no answer"],
  [refused(409, { detail: "Not empty.", code: "not_empty" }), "Not empty."],
  [NETWORK_FAILS, "no answer"],
])("what cannot be started says so in words", async (answer, words) => {
  const api = createDemoApi(aClient(answer).client, "no answer");
  expect(await api.start()).toBe(words);
  expect(await api.show()).toBeNull();
});
