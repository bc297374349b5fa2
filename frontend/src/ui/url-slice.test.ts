import { expect, test } from "vitest";
import { oneOf, readSlice, type UrlSlice, writeKeys } from "./url-slice";

const COLOUR: UrlSlice<{ readonly colour: string }, "colour"> = {
  keys: ["colour"],
  parse: (get) => ({ colour: get("colour") ?? "grey" }),
  format: ({ colour }) => ({ colour: colour === "grey" ? null : colour }),
};

test("a slice reads what it has written, and leaves its default out", () => {
  const params = new URLSearchParams();
  writeKeys(COLOUR.keys, COLOUR.format({ colour: "grey" }), params);
  expect(params.toString()).toBe("");
  writeKeys(COLOUR.keys, COLOUR.format({ colour: "red" }), params);
  expect(readSlice(COLOUR, params)).toEqual({ colour: "red" });
});

test("a slice cannot write a key of another slice", () => {
  const params = new URLSearchParams("shipment=PKG-1");
  writeKeys(COLOUR.keys, { colour: "red", shipment: "mine" }, params);
  expect(params.toString()).toBe("shipment=PKG-1&colour=red");
});

test("a value that is not allowed is none", () => {
  expect([oneOf(["a", "b"], "b"), oneOf(["a", "b"], "c"), oneOf(["a", "b"], null)]).toEqual([
    "b",
    undefined,
    undefined,
  ]);
});
