import type { TownBox } from "../../api/place-names";
import { latitudeOf, longitudeOf } from "../../geo/earth";
import type { CanvasFrame } from "../canvas-layer";

/** A square part of the world, as map tiles number them; its towns are one answer of the server. */
export interface TownTile {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

export const TOWNS_FROM_ZOOM = 5;
/** Farther in there are no more towns to ask for. */
const LAST_LEVEL = 10;
/** Most places of a tile that can have a label without covering each other. */
const TOWNS_A_TILE = 24;
const TOWNS_A_LAST_TILE = 60;

/** Return the tiles in sight, each once however often its copies are. */
export function tilesInSight({ west, north, width, height, scale, zoom }: CanvasFrame): readonly TownTile[] {
  const level = Math.min(LAST_LEVEL, Math.floor(zoom) - 1);
  const count = 2 ** level;
  const columns = new Set<number>();
  const lastColumn = Math.floor((west + width / scale) * count);
  for (let column = Math.floor(west * count); column <= lastColumn; column += 1) {
    columns.add(((column % count) + count) % count);
  }
  const firstRow = Math.max(0, Math.floor(north * count));
  const lastRow = Math.min(count - 1, Math.floor((north + height / scale) * count));
  const tiles: TownTile[] = [];
  for (let row = firstRow; row <= lastRow; row += 1) for (const column of columns) tiles.push({ level, column, row });
  return tiles;
}

export function keyOf({ level, column, row }: TownTile): string {
  return `${level}/${column}/${row}`;
}

export function parentOf({ level, column, row }: TownTile): TownTile {
  return { level: level - 1, column: Math.floor(column / 2), row: Math.floor(row / 2) };
}

/** Return a tile in degrees, rounded so that its address is always the same. */
export function boxOf({ level, column, row }: TownTile): TownBox {
  const count = 2 ** level;
  return {
    west: rounded(longitudeOf(column / count)),
    south: rounded(latitudeOf((row + 1) / count)),
    east: rounded(longitudeOf((column + 1) / count)),
    north: rounded(latitudeOf(row / count)),
  };
}

export function limitOf({ level }: TownTile): number {
  return level === LAST_LEVEL ? TOWNS_A_LAST_TILE : TOWNS_A_TILE;
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(4));
}
