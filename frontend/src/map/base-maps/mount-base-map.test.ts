// @vitest-environment happy-dom
import L from "leaflet";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { mountBaseMap } from "./mount-base-map";
import { BUILT_IN, type ChosenMap, OSM, type TilesMap } from "./page-maps";

const STREETS: TilesMap = {
  kind: "tiles",
  name: "Streets",
  url: "https://t.example/{z}/{x}/{y}.png",
  credit: "© <Them>",
  isPhoto: false,
  sendsOrigin: false,
};
const PHOTOS: TilesMap = { ...STREETS, name: "Photos", url: "/p/{z}/{x}/{y}", isPhoto: true, sendsOrigin: true };

let map: L.Map;
let container: HTMLElement;
const onFailure = vi.fn();

beforeEach(() => {
  onFailure.mockReset();
  container = document.createElement("div");
  document.body.append(container);
  map = L.map(container, { center: [40.44, -79.99], zoom: 12, fadeAnimation: false });
  map.createPane("tiles");
});

afterEach(() => {
  map.remove();
  container.remove();
});

const images = () => [...container.querySelectorAll<HTMLImageElement>("img.leaflet-tile")];
const layers = () => [...container.querySelectorAll(".leaflet-tiles-pane > .leaflet-layer")];
const credit = () => container.querySelector(".leaflet-control-attribution")?.innerHTML ?? "";

function hide(isHidden: boolean): void {
  vi.spyOn(document, "hidden", "get").mockReturnValue(isHidden);
  document.dispatchEvent(new Event("visibilitychange"));
}

function countLayers(): number {
  let count = 0;
  map.eachLayer(() => {
    count += 1;
  });
  return count;
}

describe("tiles of the operator", () => {
  test("are credited in plain text, and their server is told nothing of the page", () => {
    mountBaseMap(map, STREETS, onFailure);
    expect(images().length).toBeGreaterThan(0);
    expect(
      images().every(({ src, referrerPolicy }) => src.startsWith("https://t.example/12/") && !referrerPolicy),
    ).toBe(true);
    expect(credit()).toContain("© &lt;Them&gt;");
  });

  test("tell the origin where the operator says so, and photos are marked", () => {
    mountBaseMap(map, PHOTOS, onFailure);
    expect(images()[0]?.referrerPolicy).toBe("strict-origin");
    expect(layers()[0]).toHaveClass("photo-tiles");
    expect(layers()[0]).not.toHaveClass("drawn-tiles");
  });
});

describe("the tiles of openstreetmap.org", () => {
  test("are asked for with the origin of the page and credited with a link", () => {
    mountBaseMap(map, OSM, onFailure);
    const [image] = images();
    expect(image?.src).toMatch(/^https:\/\/tile\.openstreetmap\.org\/12\/\d+\/\d+\.png$/);
    expect(image?.referrerPolicy).toBe("strict-origin");
    expect(credit()).toContain('<a href="https://www.openstreetmap.org/copyright">OpenStreetMap contributors</a>');
  });

  test("are not asked for in a tab that is not seen, and come when it is", () => {
    hide(true);
    mountBaseMap(map, OSM, onFailure);
    expect(images()).toEqual([]);
    hide(false);
    const count = images().length;
    expect(count).toBeGreaterThan(0);
    hide(true);
    hide(false);
    expect(layers()).toHaveLength(1);
  });

  test("do not come to a tab that chose another map before it was seen", () => {
    hide(true);
    mountBaseMap(map, OSM, onFailure)();
    hide(false);
    expect(layers()).toEqual([]);
  });

  test("are never asked for nearer than zoom 19", () => {
    mountBaseMap(map, OSM, onFailure);
    map.setView([40.44, -79.99], 21, { animate: false });
    expect(images().every(({ src }) => Number(src.split("/")[3]) <= 19)).toBe(true);
  });
});

describe.each<[string, ChosenMap]>([
  ["tiles", STREETS],
  ["photos", PHOTOS],
  ["openstreetmap.org", OSM],
])("a map of %s", (_name, chosen) => {
  const fail = (count: number) => {
    for (const image of images().slice(0, count)) image.dispatchEvent(new Event("error"));
  };

  test("that does not load is taken away, and this is told once", () => {
    mountBaseMap(map, chosen, onFailure);
    fail(3);
    expect(onFailure).not.toHaveBeenCalled();
    const late = images();
    fail(99);
    expect(onFailure).toHaveBeenCalledTimes(1);
    expect(layers()).toEqual([]);
    for (const image of late) image.dispatchEvent(new Event("error"));
    expect(onFailure).toHaveBeenCalledTimes(1);
  });

  test("of which one tile came stays", () => {
    mountBaseMap(map, chosen, onFailure);
    images()[0]?.dispatchEvent(new Event("load"));
    fail(99);
    expect(onFailure).not.toHaveBeenCalled();
    expect(layers()).toHaveLength(1);
  });

  test("leaves no layer, no image and no credit when another is chosen", () => {
    const [layersBefore, creditBefore] = [countLayers(), credit()];
    for (let i = 0; i < 3; i += 1) mountBaseMap(map, chosen, onFailure)();
    mountBaseMap(map, BUILT_IN, onFailure)();
    expect(images()).toEqual([]);
    expect(countLayers()).toBe(layersBefore);
    expect(credit()).toBe(creditBefore);
  });
});
