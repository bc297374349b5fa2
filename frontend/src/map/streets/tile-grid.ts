import { worldX, worldY } from "../../geo/earth";
import { copyFrom } from "../../geo/longitude";
import type { CanvasFrame } from "../canvas-layer";
import type { TileAddress } from "./street-tile";

/** A tile of the view; `turn` counts the turns around the earth to where it is seen. */
export interface TileInSight extends TileAddress {
  readonly turn: number;
}

/** Tiles are this many zooms farther out than the view: each is drawn about 512 pixels wide. */
const BEHIND = 1;
const STREETS_FROM_ZOOM = 11;

/** Return the zoom of tiles for a zoom of the view; null where the file has nothing so far out. */
export function tileZoom(viewZoom: number, minZoom: number, maxZoom: number): number | null {
  const zoom = Math.round(viewZoom) - BEHIND;
  return zoom < minZoom ? null : Math.min(zoom, maxZoom);
}

/** Return the first zoom of the view at which a file that begins with `minZoom` has tiles. */
export function firstViewZoom(minZoom: number): number {
  return minZoom + BEHIND - 0.5;
}

/** Return the tiles that cover a frame. */
export function tilesInSight({ west, north, width, height, scale }: CanvasFrame, z: number): readonly TileInSight[] {
  const side = 2 ** z;
  const last = (start: number, pixels: number) => Math.ceil((start + pixels / scale) * side) - 1;
  const found: TileInSight[] = [];
  for (let y = Math.max(0, Math.floor(north * side)); y <= Math.min(side - 1, last(north, height)); y += 1) {
    for (let column = Math.floor(west * side); column <= last(west, width); column += 1) {
      const turn = Math.floor(column / side);
      found.push({ z, x: column - turn * side, y, turn });
    }
  }
  return found;
}

/** Return whether the middle of the frame lies within bounds in degrees, near enough to see streets. */
export function isStreetMap(
  { west, north, width, height, scale, zoom }: CanvasFrame,
  [left, bottom, right, top]: readonly [west: number, south: number, east: number, north: number],
): boolean {
  const y = north + height / 2 / scale;
  const x = copyFrom(west + width / 2 / scale, worldX(left));
  return zoom >= STREETS_FROM_ZOOM && x < worldX(right) && y > worldY(top) && y < worldY(bottom);
}

/** Return the tile one zoom farther out that contains this one. */
export function parentOf({ z, x, y, turn }: TileInSight): TileInSight {
  return { z: z - 1, x: x >> 1, y: y >> 1, turn };
}
