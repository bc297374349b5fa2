import fc from "fast-check";
import { expect, test } from "vitest";
import { FLEET_SORTS } from "../live/fleet-query";
import { MOTION_STATUSES } from "../live/motion-status";
import { formatUrlState, parseUrlState } from "./url-state";

test("every state survives being copied as an address", () => {
  const states = fc
    .record({
      shipment: fc.option(fc.string({ minLength: 1 })),
      isFollowing: fc.boolean(),
      query: fc.record({
        search: fc.string(),
        status: fc.constantFrom("all" as const, ...MOTION_STATUSES),
        sort: fc.constantFrom(...FLEET_SORTS),
      }),
    })
    .map((state) => ({ ...state, isFollowing: state.isFollowing && state.shipment !== null }));
  fc.assert(
    fc.property(states, (state) => {
      expect(parseUrlState(formatUrlState(state))).toEqual(state);
    }),
  );
});

test("an address without anything special stays clean", () => {
  expect(formatUrlState(parseUrlState(""))).toBe("");
});

test("what makes no sense in an address counts as absent", () => {
  expect(parseUrlState("?status=flying&sort=colour&follow=1")).toEqual(parseUrlState(""));
});
