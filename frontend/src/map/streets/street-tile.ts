import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import type { CanvasFrame } from "../canvas-layer";
import type { Shape } from "../trace-path";
import { clipLine } from "./clip-line";
import { areaKind, lineKind } from "./street-kinds";
import { AREA_KINDS, type AreaKind, LINE_KINDS, type LineKind } from "./street-style";

export interface StreetShape extends Shape {
  /** The street's name; empty where it has none. */
  readonly name: string;
}

export interface NamedPlace {
  readonly name: string;
  readonly kind: string;
  readonly detail: string;
  /** The larger, the more people live there. */
  readonly rank: number;
  readonly x: number;
  readonly y: number;
}

/** The content of a tile on the unit square. */
export interface StreetTile {
  readonly areas: Readonly<Record<AreaKind, readonly Shape[]>>;
  readonly lines: Readonly<Record<LineKind, readonly StreetShape[]>>;
  readonly places: readonly NamedPlace[];
}

/** A tile, and the frame in the turn around the earth in which it is drawn. */
export interface PlacedTile {
  readonly tile: StreetTile;
  readonly frame: CanvasFrame;
}

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

const [POINT, LINE, POLYGON] = [1, 2, 3];
/** Lines of neighbouring tiles overlap by half a pixel of a tile, so that there is no gap between them. */
const LINE_OVERLAP = 0.5 / 512;

/** Return the content of an encoded tile, with names in the first of the languages that they have. */
export function decodeTile(data: ArrayBuffer, address: TileAddress, languages: readonly string[]): StreetTile {
  const areas = byKind<AreaKind, Shape>(AREA_KINDS);
  const lines = byKind<LineKind, StreetShape>(LINE_KINDS);
  const places: NamedPlace[] = [];
  for (const [name, layer] of Object.entries(new VectorTile(new PbfReader(data)).layers)) {
    for (let i = 0; i < layer.length; i += 1) {
      const feature = layer.feature(i);
      const area = feature.type === POLYGON ? areaKind(name, feature.properties) : null;
      const line = feature.type === LINE ? lineKind(name, feature.properties) : null;
      if (area !== null) areas[area].push(...shapesOf(feature, address));
      if (line !== null) {
        const text = line === "waterway" || line === "boundary" ? "" : nameOf(feature, languages);
        lines[line].push(...shapesOf(feature, address).map((shape) => ({ ...shape, name: text })));
      }
      if (feature.type === POINT && (name === "places" || name === "water"))
        places.push(...placesOf(feature, name, address, languages));
    }
  }
  return { areas, lines, places };
}

function byKind<K extends string, S>(kinds: readonly K[]): Record<K, S[]> {
  return Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Record<K, S[]>;
}

function nameOf({ properties }: VectorTileFeature, languages: readonly string[]): string {
  const keys = [...languages.map((language) => `name:${language}`), "name"];
  return String(keys.map((key) => properties[key]).find((name) => name !== undefined) ?? "");
}

function placesOf(
  feature: VectorTileFeature,
  layer: string,
  address: TileAddress,
  languages: readonly string[],
): NamedPlace[] {
  const name = nameOf(feature, languages);
  if (name === "") return [];
  const { kind, kind_detail: detail, population_rank: rank } = feature.properties;
  return shapesOf(feature, address).map(({ points: [x = 0, y = 0] }) => ({
    name,
    kind: layer === "water" ? "water" : String(kind),
    detail: String(detail),
    rank: Number(rank ?? 0),
    x,
    y,
  }));
}

/** Return the parts of a feature; lines end at the edge of the tile, as thin ones would show where tiles overlap. */
function shapesOf(feature: VectorTileFeature, { z, x, y }: TileAddress): Shape[] {
  const side = feature.extent * 2 ** z;
  const [left, top] = [x * feature.extent, y * feature.extent];
  const overlap = feature.extent * LINE_OVERLAP;
  const whole = feature.loadGeometry();
  const parts =
    feature.type === LINE ? whole.flatMap((part) => clipLine(part, -overlap, feature.extent + overlap)) : whole;
  return parts.map((part) => {
    const points = new Float64Array(2 * part.length);
    const most = Number.POSITIVE_INFINITY;
    let [west, north, east, south] = [most, most, -most, -most];
    part.forEach((point, i) => {
      const [px, py] = [(left + point.x) / side, (top + point.y) / side];
      points[2 * i] = px;
      points[2 * i + 1] = py;
      west = Math.min(west, px);
      east = Math.max(east, px);
      north = Math.min(north, py);
      south = Math.max(south, py);
    });
    return { points, box: { west, north, east, south } };
  });
}
