import { nearestCopy } from "../../geo/longitude";
import { type CanvasFrame, ZOOM_STEP } from "../canvas-layer";
import type { CityColours } from "../palette";
import { isInSight, type Shape, tracePath } from "../trace-path";
import { CITY_BOX, type CityShapes } from "./city-shapes";
import { EDGES_FROM_ZOOM, LINES, RAIL, widthPx } from "./city-style";

/** Farther out the city is smaller than a thumb's nail. */
export const CITY_FROM_ZOOM = 9;
const STREETS_FROM_ZOOM = 11;
const EDGE_PX = 1;
/** Lines thinner than this look the same with square ends and corners, and cost a third. */
const ROUND_FROM_PX = 6;
/** Lines of one stroke. The time of a stroke grows faster than its lines, and with too few each has its own price. */
const LINES_A_STROKE = 24;

/** Return whether a zoom is one to rest at; between two of them the map is in flight or under two fingers. */
export function isRestingZoom(zoom: number): boolean {
  return Number.isInteger(zoom / ZOOM_STEP);
}

/** Return the frame in the turn around the earth in which the city's shapes are. */
export function cityFrame(frame: CanvasFrame): CanvasFrame {
  const middle = frame.west + frame.width / 2 / frame.scale;
  const move = nearestCopy(middle, CITY_BOX.west) - middle;
  return move === 0 ? frame : { ...frame, west: frame.west + move };
}

/** Return whether the middle of the frame lies in the city, near enough to see its streets. */
export function isStreetMap({ west, north, width, height, scale, zoom }: CanvasFrame): boolean {
  const [x, y] = [west + width / 2 / scale, north + height / 2 / scale];
  const { west: left, north: top, east, south } = CITY_BOX;
  return zoom >= STREETS_FROM_ZOOM && x > left && x < east && y > top && y < south;
}

/**
 * Draw what is in sight of the city: its ground, parks, water, railways, streets from small to large.
 *
 * In flight every frame is drawn from nothing, so streets are thin and without edges until the map rests.
 */
export function drawCity(
  pen: CanvasRenderingContext2D,
  frame: CanvasFrame,
  shapes: CityShapes,
  colours: CityColours,
): void {
  const isResting = isRestingZoom(frame.zoom);
  fill(pen, frame, shapes.boundary, colours.ground);
  fill(pen, frame, shapes.park, colours.park);
  fill(pen, frame, shapes.water, colours.water);
  stroke(pen, frame, shapes.boundary, colours.boundary, 1);
  stroke(pen, frame, shapes.rail, colours.rail, widthPx(RAIL.widths, frame.zoom));
  const lines = LINES.map((line) => {
    const width = widthPx(line.widths, frame.zoom);
    return { ...line, width: isResting || line.colour !== "street" ? width : Math.min(1, width) };
  });
  if (isResting && frame.zoom >= EDGES_FROM_ZOOM) {
    for (const { kind, width } of lines) stroke(pen, frame, shapes[kind], colours.edge, width && width + 2 * EDGE_PX);
  }
  for (const { kind, colour, width } of lines) stroke(pen, frame, shapes[kind], colours[colour], width);
}

function fill(pen: CanvasRenderingContext2D, frame: CanvasFrame, shapes: readonly Shape[], colour: string): void {
  pen.beginPath();
  for (const shape of shapes) if (isInSight(shape.box, frame)) tracePath(pen, frame, shape);
  pen.fillStyle = colour;
  pen.fill("evenodd");
}

function stroke(
  pen: CanvasRenderingContext2D,
  frame: CanvasFrame,
  shapes: readonly Shape[],
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
  for (const shape of shapes) {
    if (!isInSight(shape.box, frame, width)) continue;
    tracePath(pen, frame, shape);
    lines += 1;
    if (lines % LINES_A_STROKE !== 0) continue;
    pen.stroke();
    pen.beginPath();
  }
  pen.stroke();
}
