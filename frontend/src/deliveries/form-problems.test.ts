import { expect, test } from "vitest";
import { fieldOf, suggestedId } from "./form-problems";

test.each([
  [{ field: "destination.latitude", code: "bad_delivery" }, "place"],
  [{ field: "recipient.email", code: "bad_delivery" }, "recipientEmail"],
  [{ code: "id_too_long" }, "shipmentId"],
  [{ field: "unheard", code: "bad_delivery" }, null],
  [{ code: "kafka_unavailable" }, null],
] as const)("the problem %j is about the field %j", (problem, field) => {
  expect(fieldOf({ detail: "", ...problem })).toBe(field);
});

test("a suggested id has the day and letters that are not taken for each other", () => {
  expect(suggestedId(new Date(2026, 2, 2), new Uint8Array([0, 8, 31, 255]))).toBe("D-260302-2A29");
});
