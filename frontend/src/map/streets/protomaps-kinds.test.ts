import { expect, test } from "vitest";
import { placeNames } from "./place-names";
import { areaKind, lineKind } from "./street-kinds";
import type { NamedPlace, StreetTile } from "./street-tile";

/** Kinds as the build profile of the Protomaps basemap writes them (version 4.15). */
test.each([
  ["roads", { kind: "highway", kind_detail: "motorway" }, "motorway"],
  ["roads", { kind: "highway", kind_detail: "motorway_link", is_link: true }, "ramp"],
  ["roads", { kind: "major_road", kind_detail: "trunk" }, "primary"],
  ["roads", { kind: "major_road", kind_detail: "primary_link", is_link: true }, "ramp"],
  ["roads", { kind: "major_road", kind_detail: "primary", is_link: true }, "ramp"],
  ["roads", { kind: "major_road", kind_detail: "secondary" }, "secondary"],
  ["roads", { kind: "major_road", kind_detail: "tertiary" }, "tertiary"],
  ["roads", { kind: "minor_road", kind_detail: "unclassified" }, "residential"],
  ["roads", { kind: "minor_road", kind_detail: "service", service: "alley" }, "service"],
  ["roads", { kind: "path", kind_detail: "pier" }, "path"],
  ["roads", { kind: "rail", kind_detail: "tram" }, "rail"],
  ["roads", { kind: "ferry" }, null],
  ["roads", { kind: "aeroway", kind_detail: "runway" }, null],
  ["roads", { kind: "other", kind_detail: "busway" }, null],
  ["boundaries", { kind: "country", kind_detail: 2 }, "boundary"],
  ["boundaries", { kind: "county", kind_detail: 6 }, null],
  ["water", { kind: "stream" }, "waterway"],
  ["earth", { kind: "cliff" }, null],
] as const)("a line of %s with %j is drawn as %s", (layer, properties, kind) => {
  expect(lineKind(layer, properties)).toBe(kind);
});

test.each([
  ["earth", "earth", "ground"],
  ["water", "swimming_pool", "water"],
  ["landuse", "wood", "park"],
  ["landuse", "industrial", null],
  ["landcover", "forest", null],
  ["buildings", "building_part", "building"],
] as const)("an area of %s of the kind %s is drawn as %s", (layer, kind, area) => {
  expect(areaKind(layer, { kind })).toBe(area);
});

/** Return the size in pixels of the name of one place at a zoom, 0 where it is not written. */
function sizeOf(kind: string, detail: string, zoom: number): number {
  const place: NamedPlace = { name: "Name", kind, detail, rank: 1, x: 0.5, y: 0.5 };
  const tile = { areas: {}, lines: {}, places: [place] } as unknown as StreetTile;
  const frame = { width: 512, height: 512, west: 0, north: 0, scale: 512, zoom, density: 1 };
  return placeNames(zoom, [{ tile, frame }], () => 40)[0]?.sizePx ?? 0;
}

test.each(["hamlet", "locality", "isolated_dwelling", "farm", "allotments"])(
  "a %s is named like a hamlet, late and smaller than a town",
  (detail) => {
    expect(sizeOf("locality", detail, 12)).toBe(0);
    expect(sizeOf("locality", detail, 13)).toBeGreaterThan(0);
    expect(sizeOf("locality", detail, 13)).toBeLessThan(sizeOf("locality", "town", 13));
  },
);

test("parts of a city are named by their kind whatever their detail is", () => {
  expect(sizeOf("neighbourhood", "suburb", 13)).toBe(sizeOf("neighbourhood", "neighbourhood", 13));
  expect(sizeOf("macrohood", "quarter", 13)).toBeGreaterThan(0);
});

test("a locality without a detail, as other files have it, is named like a town", () => {
  expect(sizeOf("locality", "undefined", 13)).toBe(sizeOf("locality", "town", 13));
});
