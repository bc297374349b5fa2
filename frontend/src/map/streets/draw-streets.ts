import { type CanvasFrame, ZOOM_STEP } from "../canvas-layer";
import type { CityColours } from "../palette";
import { isInSight, type Shape, tracePath } from "../trace-path";
import { BUILDINGS_FROM_ZOOM, EDGES_FROM_ZOOM, LINES, type LineKind, UNDER_STREETS, widthPx } from "./street-style";
import type { PlacedTile } from "./street-tile";

const EDGE_PX = 1;
/** Lines thinner than this look the same with square ends and corners, and cost a third. */
const ROUND_FROM_PX = 6;
/** Lines of one stroke. The time of a stroke grows faster than its lines, and with too few each has its own price. */
const LINES_A_STROKE = 24;

/** Return whether a zoom is one to rest at; between two of them the map is in flight or under two fingers. */
export function isRestingZoom(zoom: number): boolean {
  return Number.isInteger(zoom / ZOOM_STEP);
}

/**
 * Draw what is in sight of the tiles: ground, parks, water, buildings, railways, streets from small to large.
 *
 * In flight every frame is drawn from nothing, so streets are thin and without edges until the map rests.
 */
export function drawStreets(
  pen: CanvasRenderingContext2D,
  zoom: number,
  tiles: readonly PlacedTile[],
  colours: CityColours,
): void {
  const isResting = isRestingZoom(zoom);
  for (const { tile, frame } of tiles) {
    // Tiles overlap by a margin of the same shapes, so one may cover the other.
    fill(pen, frame, tile.areas.ground, colours.ground);
    fill(pen, frame, tile.areas.park, colours.park);
    fill(pen, frame, tile.areas.water, colours.water);
    if (zoom >= BUILDINGS_FROM_ZOOM) fill(pen, frame, tile.areas.building, colours.building);
  }
  for (const { kind, colour, widths } of UNDER_STREETS)
    stroke(pen, tiles, kind, colours[colour], widthPx(widths, zoom));
  const lines = LINES.map((line) => {
    const width = widthPx(line.widths, zoom);
    return { ...line, width: isResting || line.colour !== "street" ? width : Math.min(1, width) };
  });
  if (isResting && zoom >= EDGES_FROM_ZOOM) {
    for (const { kind, width } of lines) stroke(pen, tiles, kind, colours.edge, width && width + 2 * EDGE_PX);
  }
  for (const { kind, colour, width } of lines) stroke(pen, tiles, kind, colours[colour], width);
}

function fill(pen: CanvasRenderingContext2D, frame: CanvasFrame, shapes: readonly Shape[], colour: string): void {
  pen.beginPath();
  for (const shape of shapes) if (isInSight(shape.box, frame)) tracePath(pen, frame, shape);
  pen.fillStyle = colour;
  // The winding tells holes from areas, and areas of a map may overlap.
  pen.fill("nonzero");
}

function stroke(
  pen: CanvasRenderingContext2D,
  tiles: readonly PlacedTile[],
  kind: LineKind,
  colour: string,
  width: number,
): void {
  if (width === 0) return;
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = width < ROUND_FROM_PX ? "bevel" : "round";
  pen.lineCap = width < ROUND_FROM_PX ? "butt" : "round";
  pen.beginPath();
  let lines = 0;
  for (const { tile, frame } of tiles) {
    for (const shape of tile.lines[kind]) {
      if (!isInSight(shape.box, frame, width)) continue;
      tracePath(pen, frame, shape);
      lines += 1;
      if (lines % LINES_A_STROKE !== 0) continue;
      pen.stroke();
      pen.beginPath();
    }
  }
  pen.stroke();
}
