// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { BUILT_IN, OSM, type PageMaps, type TilesMap } from "../map/base-maps/page-maps";
import { useBaseMap } from "./use-base-map";

const STREETS: TilesMap = {
  kind: "tiles",
  name: "Streets",
  url: "/s/{z}/{x}/{y}",
  credit: "",
  isPhoto: false,
  sendsOrigin: false,
};
const PHOTOS: TilesMap = { ...STREETS, name: "Photos", isPhoto: true };
const NOTHING: PageMaps = { maps: [], offersOsm: true };
const PERMITTED: PageMaps = { maps: [OSM], offersOsm: true };
const CONFIGURED: PageMaps = { maps: [STREETS, PHOTOS], offersOsm: true };

const reload = vi.fn();
let cookies: string[];

beforeEach(() => {
  localStorage.clear();
  reload.mockReset();
  cookies = [];
  vi.spyOn(navigator, "cookieEnabled", "get").mockReturnValue(true);
  vi.spyOn(document, "cookie", "set").mockImplementation((text) => {
    cookies.push(text);
  });
});

/** Open a page with these maps, in the browser of the test. */
function open(maps: PageMaps) {
  const { result } = renderHook(() => useBaseMap(maps, reload));
  return result;
}

test("the first configured map is shown, and the one that this browser chose from then on", () => {
  const page = open(CONFIGURED);
  expect(page.current.shown).toBe(STREETS);
  act(() => page.current.choose(PHOTOS));
  expect(page.current.shown).toBe(PHOTOS);
  expect(open(CONFIGURED).current.shown).toBe(PHOTOS);
  expect(reload).not.toHaveBeenCalled();
});

test("a remembered map that the operator took away gives way to the first", () => {
  const page = open(CONFIGURED);
  act(() => page.current.choose(PHOTOS));
  expect(open({ maps: [STREETS], offersOsm: false }).current.shown).toBe(STREETS);
  expect(open(NOTHING).current.shown).toBe(BUILT_IN);
});

test("openstreetmap.org is permitted by a cookie and a reload, and no sooner shown", () => {
  const page = open(NOTHING);
  expect(page.current.offersOsm).toBe(true);
  act(() => page.current.choose(OSM));
  expect(page.current.shown).toBe(BUILT_IN);
  expect(cookies.at(-1)).toMatch(/^tracker-base-map=osm; Path=\/; Max-Age=31536000; SameSite=Lax/);
  expect(reload).toHaveBeenCalledTimes(1);
  const after = open(PERMITTED);
  expect(after.current.shown).toBe(OSM);
  expect(after.current.offersOsm).toBe(false);
});

test("another choice takes the permission back, and returns without a reload while the page still has it", () => {
  localStorage.setItem("tracker.base-map", "osm");
  const page = open(PERMITTED);
  act(() => page.current.choose(BUILT_IN));
  expect(cookies.at(-1)).toMatch(/^tracker-base-map=; Path=\/; Max-Age=0/);
  expect(page.current.offersOsm).toBe(false);
  act(() => page.current.choose(OSM));
  expect(page.current.shown).toBe(OSM);
  expect(cookies.at(-1)).toContain("tracker-base-map=osm");
  expect(reload).not.toHaveBeenCalled();
});

test("a refused offer does not come back, and the view menu still has the map", () => {
  const page = open(NOTHING);
  act(() => page.current.refuseOsm());
  expect(page.current.offersOsm).toBe(false);
  const later = open(NOTHING);
  expect(later.current.offersOsm).toBe(false);
  expect(later.current.choices).toEqual([BUILT_IN, OSM]);
  expect(cookies).toEqual([]);
});

test("a permission that the browser lost is asked for again", () => {
  const page = open(NOTHING);
  act(() => page.current.choose(OSM));
  expect(open(NOTHING).current.offersOsm).toBe(true);
});

test("nothing is offered where tiles are configured, where the operator forbids it, or without cookies", () => {
  expect(open(CONFIGURED).current.offersOsm).toBe(false);
  const forbidden = open({ maps: [], offersOsm: false });
  expect([forbidden.current.offersOsm, forbidden.current.choices]).toEqual([false, [BUILT_IN]]);
  vi.spyOn(navigator, "cookieEnabled", "get").mockReturnValue(false);
  const without = open(NOTHING);
  expect([without.current.offersOsm, without.current.choices]).toEqual([false, [BUILT_IN]]);
});

test("a map that does not load gives way to the built-in one until it is chosen again", () => {
  const page = open(CONFIGURED);
  act(() => page.current.fail());
  expect([page.current.shown, page.current.hasFailed]).toEqual([BUILT_IN, true]);
  act(() => page.current.choose(STREETS));
  expect([page.current.shown, page.current.hasFailed]).toEqual([STREETS, false]);
});
