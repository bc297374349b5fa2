import type { AreaKind, LineKind } from "./street-style";

type Properties = Readonly<Record<string, string | number | boolean>>;

const PARKS = new Set(
  [
    "park",
    "wood",
    "forest",
    "grass",
    "grassland",
    "meadow",
    "scrub",
    "cemetery",
    "nature_reserve",
    "national_park",
  ].concat([
    "protected_area",
    "golf_course",
    "recreation_ground",
    "playground",
    "garden",
    "village_green",
    "zoo",
    "dog_park",
  ]),
);
const BORDERS = new Set<unknown>(["country", "region"]);
const MINOR: Readonly<Record<string, LineKind>> = { service: "service", alley: "service", driveway: "service" };
const MAJOR: Readonly<Record<string, LineKind>> = {
  trunk: "primary",
  primary: "primary",
  secondary: "secondary",
  tertiary: "tertiary",
};

/** Return which area of ours a polygon of the Protomaps basemap is, or null for one that is not drawn. */
export function areaKind(layer: string, { kind }: Properties): AreaKind | null {
  if (layer === "earth") return "ground";
  if (layer === "water") return "water";
  if (layer === "buildings") return "building";
  return layer === "landuse" && PARKS.has(String(kind)) ? "park" : null;
}

/** Return which line of ours a line of the Protomaps basemap is, or null for one that is not drawn. */
export function lineKind(layer: string, properties: Properties): LineKind | null {
  const { kind } = properties;
  if (layer === "water") return "waterway";
  if (layer === "boundaries") return BORDERS.has(kind) ? "boundary" : null;
  return layer === "roads" ? roadKind(properties) : null;
}

function roadKind({ kind, kind_detail: detail, is_link: isLink }: Properties): LineKind | null {
  const named = String(detail);
  const isRamp = isLink || named.endsWith("_link");
  switch (kind) {
    case "rail":
      return "rail";
    case "path":
      return "path";
    case "highway":
      return isRamp ? "ramp" : "motorway";
    case "major_road":
    case "medium_road":
      return isRamp ? "ramp" : (MAJOR[named] ?? (kind === "medium_road" ? "tertiary" : "primary"));
    case "minor_road":
      return MINOR[named] ?? "residential";
    default:
      return null;
  }
}
