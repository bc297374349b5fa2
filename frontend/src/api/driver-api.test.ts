import { expect, test } from "vitest";
import { createDriverApi } from "./driver-api";

async function refusalOf(body: string, type: string) {
  const fetchFrom = async () => new Response(body, { status: 404, headers: { "Content-Type": type } });
  return createDriverApi({ key: "trk_a", onServerTime: () => {}, fetchFrom }).route("Dave-007");
}

test("only a problem document with a code is the tracker's own refusal", async () => {
  const problem = JSON.stringify({ code: "unknown_driver", detail: "There is none." });
  expect(await refusalOf(problem, "application/problem+json; charset=utf-8")).toMatchObject({
    ...{ kind: "refused", status: 404, isOurs: true, code: "unknown_driver", detail: "There is none." },
  });
  expect(await refusalOf("<h1>Not found</h1>", "text/html")).toMatchObject({ kind: "refused", isOurs: false });
  expect(await refusalOf(problem, "application/json")).toMatchObject({ isOurs: false });
  expect(await refusalOf("null", "application/problem+json")).toMatchObject({ isOurs: false, code: "" });
});
