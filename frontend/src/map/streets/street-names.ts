import type { CanvasFrame } from "../canvas-layer";
import { isInSight } from "../trace-path";
import { LINES } from "./street-style";
import type { PlacedTile, StreetShape } from "./street-tile";

/** A name along its street: the middle of the text on the canvas, and how far the text is turned. */
export interface StreetName {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

/** A part of a street that goes nearly straight on, in pixels of the canvas. */
interface Run {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** What a name covers, turned or not. */
interface Room {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

const FONT_PX = 11;
/** A street that turns more than this between two places gets no name across the bend. */
const STRAIGHT_RAD = 0.12;
/** Streets this near to upright, on either side of it, are written alike. */
const STEEP_RAD = 0.15;
const SPACE_PX = 12;
/** The same name comes again after this much street. */
const REPEAT_PX = 360;
/** More names than this are noise. */
const MOST_NAMES = 70;
/** Names are chosen for a little more than what is seen, so that none changes place at the edge during a pan. */
const BEYOND_PX = 160;

/** Write the names of streets along them. */
export function drawStreetNames(
  pen: CanvasRenderingContext2D,
  frame: CanvasFrame,
  tiles: readonly PlacedTile[],
  colour: string,
): void {
  pen.save();
  pen.font = `500 ${FONT_PX}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = colour;
  for (const { name, x, y, angle } of placeStreetNames(frame, tiles, (text) => pen.measureText(text).width)) {
    const [cos, sin] = [Math.cos(angle) * frame.density, Math.sin(angle) * frame.density];
    pen.setTransform(cos, sin, -sin, cos, x * frame.density, y * frame.density);
    pen.fillText(name, 0, 0);
  }
  pen.restore();
}

/** Return which names have room where, those of larger streets first; no two overlap. */
export function placeStreetNames(
  frame: CanvasFrame,
  tiles: readonly PlacedTile[],
  measure: (text: string) => number,
): readonly StreetName[] {
  const placed: StreetName[] = [];
  const taken: Room[] = [];
  const widths = new Map<string, number>();
  for (const { kind, namesFrom } of LINES.toReversed()) {
    if (frame.zoom < namesFrom) continue;
    for (const { tile, frame: tileFrame } of tiles) {
      for (const shape of tile.lines[kind]) {
        if (shape.name === "" || !isInSight(shape.box, tileFrame, BEYOND_PX)) continue;
        const width = widths.get(shape.name) ?? measure(shape.name);
        widths.set(shape.name, width);
        for (const at of placesAlong(shape, tileFrame, width)) {
          if (take(placed, taken, at, width) && placed.length === MOST_NAMES) return placed;
        }
      }
    }
  }
  return placed;
}

/** Place a name where it overlaps no other and does not repeat itself; return whether it has room. */
function take(placed: StreetName[], taken: Room[], at: StreetName, width: number): boolean {
  const [cos, sin] = [Math.abs(Math.cos(at.angle)), Math.abs(Math.sin(at.angle))];
  const halfWidth = (width * cos + FONT_PX * sin + SPACE_PX) / 2;
  const halfHeight = (width * sin + FONT_PX * cos + SPACE_PX) / 2;
  const isNear = (x: number, y: number) => Math.hypot(x - at.x, y - at.y) < REPEAT_PX / 2;
  if (placed.some(({ name, x, y }) => name === at.name && isNear(x, y))) return false;
  const overlaps = taken.some(
    (other) =>
      Math.abs(other.x - at.x) < other.halfWidth + halfWidth &&
      Math.abs(other.y - at.y) < other.halfHeight + halfHeight,
  );
  if (overlaps) return false;
  taken.push({ x: at.x, y: at.y, halfWidth, halfHeight });
  placed.push(at);
  return true;
}

/** Return the places for a name along a street: where depends on the street and the zoom alone, not on the view. */
function placesAlong(shape: StreetShape, frame: CanvasFrame, width: number): readonly StreetName[] {
  const places: StreetName[] = [];
  for (const { x0, y0, x1, y1 } of straightRuns(shape, frame)) {
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length < width + SPACE_PX) continue;
    const angle = uprightAngle(Math.atan2(y1 - y0, x1 - x0));
    const count = Math.max(1, Math.floor(length / REPEAT_PX));
    for (let i = 0; i < count; i += 1) {
      const part = (i + 0.5) / count;
      const [x, y] = [x0 + (x1 - x0) * part, y0 + (y1 - y0) * part];
      const isSeen = x > -BEYOND_PX && y > -BEYOND_PX && x < frame.width + BEYOND_PX && y < frame.height + BEYOND_PX;
      if (isSeen) places.push({ name: shape.name, x, y, angle });
    }
  }
  return places;
}

/** Return the angle, or its opposite where the text would stand on its head. Upright streets are read upwards, all of them. */
function uprightAngle(angle: number): number {
  if (angle > Math.PI / 2 - STEEP_RAD) return angle - Math.PI;
  return angle < -Math.PI / 2 - STEEP_RAD ? angle + Math.PI : angle;
}

function straightRuns({ points }: StreetShape, { west, north, scale }: CanvasFrame): readonly Run[] {
  const at = (i: number) => [((points[i] ?? 0) - west) * scale, ((points[i + 1] ?? 0) - north) * scale] as const;
  const runs: Run[] = [];
  let [x0, y0] = at(0);
  let [x1, y1] = at(2);
  for (let i = 4; i < points.length; i += 2) {
    const [x, y] = at(i);
    const turn = Math.atan2(y - y1, x - x1) - Math.atan2(y1 - y0, x1 - x0);
    // The sine forgets whole turns.
    if (Math.abs(Math.sin(turn)) > STRAIGHT_RAD || Math.cos(turn) < 0) {
      runs.push({ x0, y0, x1, y1 });
      [x0, y0] = [x1, y1];
    }
    [x1, y1] = [x, y];
  }
  runs.push({ x0, y0, x1, y1 });
  return runs;
}
