import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlasUrl from "world-atlas/countries-50m.json?url";
import { fetchJsonFile } from "../api/file";
import { worldX, worldY } from "../geo/earth";
import { nearestCopy } from "../geo/longitude";
import type { WorldBox } from "./frame-fleet";
import type { Shape } from "./trace-path";

export interface CountryName {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Width of the country's largest part on the unit square. */
  readonly width: number;
}

export interface WorldShapes {
  readonly land: readonly Shape[];
  /** Edges where the data cuts an island at the antimeridian; they are no coast. */
  readonly seams: readonly Shape[];
  readonly borders: readonly Shape[];
  readonly names: readonly CountryName[];
}

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

/** Load land, borders and names of countries from the files beside the page. Throws when they cannot be had. */
export async function loadWorldShapes(signal: AbortSignal): Promise<WorldShapes> {
  const atlas = (await fetchJsonFile(atlasUrl, signal)) as Atlas;
  const countries = feature(atlas, atlas.objects.countries).features;
  const rings = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) => polygonsOf(geometry).flat());
  return {
    land: shapesOf(rings),
    seams: shapesOf(rings.flatMap(seamsOf)),
    borders: shapesOf(mesh(atlas, atlas.objects.countries, (a, b) => a !== b).coordinates),
    names: countries.flatMap(({ geometry, properties }) => nameOf(properties.name, geometry)),
  };
}

function polygonsOf(geometry: GeoJSON.Geometry): readonly GeoJSON.Position[][][] {
  if (geometry.type === "Polygon") return [geometry.coordinates];
  return geometry.type === "MultiPolygon" ? geometry.coordinates : [];
}

/** Return rings or lines of longitude and latitude on the unit square, each with its box. */
export function shapesOf(lines: readonly GeoJSON.Position[][]): Shape[] {
  return lines.map((line) => {
    const points = Float64Array.from(unwrap(line));
    return { points, box: boxOf(points) };
  });
}

function boxOf(points: Float64Array): WorldBox {
  const most = Number.POSITIVE_INFINITY;
  let [west, north, east, south] = [most, most, -most, -most];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x = 0, y = 0] = [points[i], points[i + 1]];
    west = Math.min(west, x);
    north = Math.min(north, y);
    east = Math.max(east, x);
    south = Math.max(south, y);
  }
  return { west, north, east, south };
}

/**
 * Return a line as x, y, x, y, … without jumps from one edge of the world to the other.
 *
 * What crosses the antimeridian goes on beyond the edge. Antarctica then ends a whole world east or west of where it
 * began, and is closed along the bottom.
 */
export function unwrap(line: readonly GeoJSON.Position[]): number[] {
  const points: number[] = [];
  let lastX = worldX(line[0]?.[0] ?? 0);
  for (const [longitude = 0, latitude = 0] of line) {
    lastX = nearestCopy(worldX(longitude), lastX);
    points.push(lastX, worldY(latitude));
  }
  const firstX = points[0] ?? 0;
  if (Math.abs(lastX - firstX) > 0.5) points.push(lastX, 1, firstX, 1);
  return points;
}

/** Return the pieces of a ring that run along the antimeridian. */
export function seamsOf(ring: readonly GeoJSON.Position[]): GeoJSON.Position[][] {
  const isEdge = (point: GeoJSON.Position | undefined) => Math.abs(point?.[0] ?? 0) === 180;
  return ring.flatMap((point, i) => {
    const next = ring[i + 1];
    return next !== undefined && isEdge(point) && isEdge(next) ? [[point, next]] : [];
  });
}

function nameOf(name: string, geometry: GeoJSON.Geometry): CountryName[] {
  const outlines = polygonsOf(geometry).flatMap((rings) => shapesOf(rings.slice(0, 1)));
  const largest = outlines.toSorted((a, b) => areaOf(b.box) - areaOf(a.box))[0];
  if (largest === undefined) return [];
  const { west, east, north, south } = largest.box;
  return [{ name, ...centreOf(largest), width: Math.min(east - west, 2 * (south - north)) }];
}

function areaOf({ west, east, north, south }: WorldBox): number {
  return (east - west) * (south - north);
}

/** Return the centre of gravity of a ring's area. */
function centreOf({ points, box }: Shape): { x: number; y: number } {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.subarray(i, i + 4);
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  if (area === 0) return { x: (box.west + box.east) / 2, y: (box.north + box.south) / 2 };
  return { x: x / (3 * area), y: y / (3 * area) };
}
