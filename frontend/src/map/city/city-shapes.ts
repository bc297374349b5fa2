import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { fetchJsonFile } from "../../api/file";
import { worldX, worldY } from "../../geo/earth";
import type { WorldBox } from "../frame-fleet";
import type { Shape } from "../trace-path";
import { shapesOf } from "../world-shapes";
import { CITY_KINDS, type CityKind } from "./city-style";
import cityUrl from "./washington.topo.json?url";

export interface CityShape extends Shape {
  /** The street's name; empty where it has none. */
  readonly name: string;
}

export type CityShapes = Readonly<Record<CityKind, readonly CityShape[]>>;

export type CityTopology = Topology<Record<CityKind, GeometryCollection<{ name?: string }>>>;

/** Where the city is on the unit square, known before its shapes are loaded. */
export const CITY_BOX: WorldBox = {
  west: worldX(-77.1198),
  north: worldY(38.99597),
  east: worldX(-76.90915),
  south: worldY(38.79164),
};

/** Load the city from the files beside the page. Throws when it cannot be had. */
export async function loadCityShapes(signal: AbortSignal): Promise<CityShapes> {
  return cityShapesOf((await fetchJsonFile(cityUrl, signal)) as CityTopology);
}

/** Return what a topology has of each kind, on the unit square. */
export function cityShapesOf(topology: CityTopology): CityShapes {
  const shapes = {} as Record<CityKind, readonly CityShape[]>;
  for (const kind of CITY_KINDS) {
    shapes[kind] = feature(topology, topology.objects[kind]).features.flatMap(({ geometry, properties }) => {
      if (geometry.type !== "MultiLineString") return [];
      return shapesOf(geometry.coordinates).map((shape) => ({ ...shape, name: properties?.name ?? "" }));
    });
  }
  return shapes;
}
