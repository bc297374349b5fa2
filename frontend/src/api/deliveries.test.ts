import { expect, test } from "vitest";
import { aClient } from "../testing/a-client";
import { createDeliveriesApi } from "./deliveries";

const PLAN = { destination: { latitude: 1, longitude: 2 } };
const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });

test("a new delivery is created only where there is none, and may be sent again under its key", async () => {
  const { client, requests } = aClient(json({ shipmentId: "a/b" }));
  const answer = await createDeliveriesApi(client, "").create("a/b", PLAN, "k1");
  expect(answer).toEqual({ data: { isPending: false }, problem: null });
  const { address, init } = requests[0] ?? {};
  expect([address, init?.method]).toEqual(["api/deliveries/a%2Fb", "PUT"]);
  expect(init?.headers).toMatchObject({ "If-None-Match": "*", "Idempotency-Key": "k1" });
});

test("a change names the version of the plan that it is of", async () => {
  const { client, requests } = aClient(json({ result: "pending", shipmentId: "a", commandId: "c" }, 202));
  const answer = await createDeliveriesApi(client, "").change("a", { driverId: null }, 7, "k2");
  expect(answer.data).toEqual({ isPending: true });
  expect(requests[0]?.init).toMatchObject({
    method: "PATCH",
    body: '{"driverId":null}',
    headers: { "If-Match": '"7"' },
  });
});

test("a withdrawal is answered without a body", async () => {
  const { client, requests } = aClient(() => new Response(null, { status: 204 }));
  expect(await createDeliveriesApi(client, "").withdraw("a")).toEqual({ data: { isPending: false }, problem: null });
  expect(requests[0]?.init.method).toBe("DELETE");
});
