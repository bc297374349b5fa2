/** What a street map consists of. */
export type AreaKind = (typeof AREA_KINDS)[number];
export type LineKind = (typeof LINE_KINDS)[number];

export const AREA_KINDS = ["ground", "park", "water", "building"] as const;
export const LINE_KINDS = [
  "waterway",
  "boundary",
  "rail",
  "path",
  "service",
  "residential",
  "tertiary",
  "ramp",
  "secondary",
  "primary",
  "motorway",
] as const;

/** Zoom, width in pixels, zoom, width, …: the width grows evenly between them, and the first is where it appears. */
type WidthStops = readonly number[];

export interface LineStyle {
  readonly kind: LineKind;
  readonly colour: "water" | "boundary" | "rail" | "street" | "road" | "motorway";
  readonly widths: WidthStops;
}

export interface StreetStyle extends LineStyle {
  readonly colour: "street" | "road" | "motorway";
  /** Zoom from which on the streets are named. */
  readonly namesFrom: number;
}

/** Lines in drawing order: the larger road lies above the smaller one. */
export const LINES: readonly StreetStyle[] = [
  { kind: "path", namesFrom: 17, colour: "street", widths: [15, 0.6, 17, 1.5, 18, 2.5] },
  {
    kind: "service",
    namesFrom: Number.POSITIVE_INFINITY,
    colour: "street",
    widths: [14.5, 0.8, 16, 2.5, 17, 5, 18, 8],
  },
  {
    kind: "residential",
    namesFrom: 16,
    colour: "street",
    widths: [12.5, 0.6, 13, 0.9, 13.5, 1, 14, 1.7, 15, 3.4, 16, 6, 17, 10, 18, 17],
  },
  {
    kind: "tertiary",
    namesFrom: 15,
    colour: "street",
    widths: [12, 0.8, 13, 1.3, 14, 2.2, 15, 4, 16, 7, 17, 12, 18, 19],
  },
  {
    kind: "ramp",
    namesFrom: Number.POSITIVE_INFINITY,
    colour: "road",
    widths: [12.5, 0.7, 14, 1.5, 15, 2.6, 16, 4.5, 17, 7, 18, 12],
  },
  {
    kind: "secondary",
    namesFrom: 14.5,
    colour: "road",
    widths: [10.5, 0.6, 12, 1.1, 13, 1.7, 14, 2.8, 15, 5, 16, 8.5, 17, 14, 18, 22],
  },
  {
    kind: "primary",
    namesFrom: 14,
    colour: "road",
    widths: [8, 0.5, 9.5, 0.7, 11, 1.2, 12, 1.6, 13, 2.3, 14, 3.6, 15, 6, 16, 10, 17, 16, 18, 24],
  },
  {
    kind: "motorway",
    namesFrom: 14.5,
    colour: "motorway",
    widths: [6, 0.5, 9, 0.9, 11, 1.6, 12, 2, 13, 2.8, 14, 4, 15, 6.5, 16, 10, 17, 16, 18, 24],
  },
];

/** Lines under the streets. */
export const UNDER_STREETS: readonly LineStyle[] = [
  { kind: "waterway", colour: "water", widths: [10, 0.6, 14, 1.5, 18, 4] },
  { kind: "boundary", colour: "boundary", widths: [6, 1] },
  { kind: "rail", colour: "rail", widths: [11, 0.6, 14, 1, 18, 2] },
];

/** Nearer than this, areas of this kind are shown. */
export const BUILDINGS_FROM_ZOOM = 14.5;

/** From here on streets have edges. */
export const EDGES_FROM_ZOOM = 15.5;

/** Return how wide a line is at a zoom, in pixels; 0 where it is not drawn yet. */
export function widthPx(stops: WidthStops, zoom: number): number {
  const next = stops.findIndex((stop, i) => i % 2 === 0 && stop > zoom);
  if (next === 0) return 0;
  if (next < 0) return stops.at(-1) ?? 0;
  const [fromZoom = 0, from = 0, toZoom = 0, to = 0] = stops.slice(next - 2, next + 2);
  return from + ((zoom - fromZoom) / (toZoom - fromZoom)) * (to - from);
}
