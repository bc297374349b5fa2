import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { fetchJsonFile } from "../../api/file";
import { worldX, worldY } from "../../geo/earth";
import type { Shape } from "../trace-path";
import { shapesOf } from "../world-shapes";
import { type NameCandidate, STATE_STYLE } from "./name-layout";
import statesUrl from "./states.topo.json?url";

/** Borders of states that have room from the same zoom on, those of one country. */
export interface StateBorders {
  /** How wide most states of the country are on the unit square. */
  readonly width: number;
  readonly lines: readonly Shape[];
}

export interface StateName extends NameCandidate {
  /** Width of the state's largest part on the unit square. */
  readonly width: number;
}

export interface StateShapes {
  readonly borders: readonly StateBorders[];
  readonly names: readonly StateName[];
}

export type StateTopology = Topology<{
  borders: GeometryCollection<{ width: number }>;
  names: GeometryCollection<{ name: string; width: number }>;
}>;

/** Load states and provinces from the page's own files. Throws if they do not load. */
export async function loadStateShapes(signal: AbortSignal): Promise<StateShapes> {
  return stateShapesOf((await fetchJsonFile(statesUrl, signal)) as StateTopology);
}

export function stateShapesOf(topology: StateTopology): StateShapes {
  const borders = feature(topology, topology.objects.borders).features;
  const names = feature(topology, topology.objects.names).features;
  return {
    borders: borders.flatMap(({ geometry, properties }) =>
      geometry.type === "MultiLineString"
        ? [{ width: properties.width / 360, lines: shapesOf(geometry.coordinates) }]
        : [],
    ),
    names: names.flatMap(({ geometry, properties: { name, width } }) => {
      if (geometry.type !== "Point") return [];
      const [longitude = 0, latitude = 0] = geometry.coordinates;
      return [{ text: name, x: worldX(longitude), y: worldY(latitude), style: STATE_STYLE, width: width / 360 }];
    }),
  };
}
