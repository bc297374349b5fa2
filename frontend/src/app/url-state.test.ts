import fc from "fast-check";
import { expect, test } from "vitest";
import { ALERT_STATES } from "../deliveries/alert-query";
import { ALERT_KINDS, AREAS, DELIVERY_FORMS, DELIVERY_STATUSES, RISKS } from "../deliveries/delivery-query";
import { FLEET_LISTS } from "../deliveries/route-url";
import { BOUND, SIGNALS } from "../devices/device-query";
import { FLEET_SORTS } from "../fleet/fleet-query";
import { MOTION_STATUSES } from "../fleet/motion-status";
import { SILENCE_LIMITS } from "../fleet/silence";
import { formatUrlState, parseUrlState, URL_SLICES } from "./url-state";

test("every state survives being copied as an address", () => {
  const states = fc
    .record({
      shipment: fc.option(fc.string({ minLength: 1 })),
      isFollowing: fc.boolean(),
      query: fc.record({
        search: fc.string(),
        driver: fc.option(fc.string({ minLength: 1 })),
        statuses: fc.subarray([...MOTION_STATUSES], { minLength: 1 }),
        silence: fc.constantFrom(...SILENCE_LIMITS),
        showsSilent: fc.boolean(),
        sort: fc.constantFrom(...FLEET_SORTS),
      }),
      place: fc.option(
        fc.record({
          latitude: fc.integer({ min: -9_000_000, max: 9_000_000 }).map((value) => value / 100_000),
          longitude: fc.integer({ min: -18_000_000, max: 18_000_000 }).map((value) => value / 100_000),
          zoom: fc.integer({ min: 8, max: 72 }).map((value) => value / 4),
        }),
      ),
      pin: fc.option(
        fc.record({
          latitude: fc.integer({ min: -9_000_000, max: 9_000_000 }).map((value) => value / 100_000),
          longitude: fc.integer({ min: -18_000_000, max: 18_000_000 }).map((value) => value / 100_000),
        }),
      ),
      area: fc.constantFrom(...AREAS),
      delivery: fc.option(fc.string({ minLength: 1 })),
      deliveryForm: fc.option(fc.constantFrom(...DELIVERY_FORMS)),
      deliveryQuery: fc.record({
        search: fc.string(),
        status: fc.option(fc.constantFrom(...DELIVERY_STATUSES)),
        driver: fc.string(),
        risk: fc.option(fc.constantFrom(...RISKS)),
        alert: fc.option(fc.constantFrom(...ALERT_KINDS)),
      }),
      alertQuery: fc.record({
        kind: fc.option(fc.constantFrom(...ALERT_KINDS)),
        driver: fc.string(),
        state: fc.option(fc.constantFrom(...ALERT_STATES)),
      }),
      alertLine: fc.option(fc.string({ minLength: 1 })),
      device: fc.option(fc.string({ minLength: 1 })),
      deviceQuery: fc.record({
        search: fc.string(),
        bound: fc.option(fc.constantFrom(...BOUND)),
        signal: fc.option(fc.constantFrom(...SIGNALS)),
      }),
      addsPhone: fc.boolean(),
      route: fc.option(fc.string({ minLength: 1 })),
      list: fc.constantFrom(...FLEET_LISTS),
      hasTrail: fc.boolean(),
      hasClusters: fc.boolean(),
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

test("a link that names everything keeps its form", () => {
  const link =
    "?shipment=PKG-1&follow=1&q=ab&driver=Dave&status=moving,stale&silence=8h&silent=1&sort=newest" +
    "&map=13/38.90500/-77.03000&place=38.90000,-77.04000&trail=0&clusters=1" +
    "&area=deliveries&delivery=PKG-2&dq=cd&dstatus=created&ddriver=Ann&drisk=late&dalert=silent" +
    "&akind=late&adriver=Bob&astate=snoozed&aline=late/driver/Bob&route=Ann&list=drivers";
  expect(formatUrlState(parseUrlState(link))).toBe(link);
});

test("a link without a shipment follows none", () => {
  expect(parseUrlState("?follow=1&shipment=")).toEqual(parseUrlState(""));
});

test("no two parts of the page keep something under the same name", () => {
  const keys = URL_SLICES.flatMap((slice): readonly string[] => slice.keys);
  expect(keys).toEqual([...new Set(keys)]);
});

test("what makes no sense in an address counts as absent", () => {
  expect(parseUrlState("?status=flying&sort=colour&follow=1&silence=3w&silent=yes&map=1/2&clusters=no")).toEqual(
    parseUrlState(""),
  );
});

test.each([
  ["5/-17/190", -170],
  ["5/-17/-190", 170],
  ["5/-17/540", -180],
  ["5/-17/3610", 10],
  ["5/-17/180", 180],
])("the map at %s is shown at the longitude of %d degrees", (map, longitude) => {
  expect(parseUrlState(`?map=${map}`).place).toEqual({ zoom: 5, latitude: -17, longitude });
});

test.each(["13//5", "13/95/5", "-1/5/5", "a/b/c", "13/5/5/5", "13/5/Infinity"])("the map is not sent to %s", (map) => {
  expect(parseUrlState(`?map=${map}`).place).toBeNull();
});
