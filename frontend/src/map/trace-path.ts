import type { CanvasFrame } from "./canvas-layer";
import type { WorldBox } from "./frame-fleet";

/** A ring or a line on the unit square: x, y, x, y, … */
export interface Shape {
  readonly points: Float64Array;
  readonly box: WorldBox;
}

/** Points of a line nearer to each other than this are drawn as one. */
const DETAIL_PX = 0.8;

/** Return whether any of a shape can show in the frame, where its pen reaches `reachPx` beyond the line. */
export function isInSight(box: WorldBox, frame: CanvasFrame, reachPx = 0): boolean {
  const { scale, width, height, west, north } = frame;
  const reach = reachPx / scale;
  if (box.east < west - reach || box.west > west + width / scale + reach) return false;
  return box.south >= north - reach && box.north <= north + height / scale + reach;
}

/** Add a shape to the current path; skip detail that no pixel could show. */
export function tracePath(pen: CanvasRenderingContext2D, frame: CanvasFrame, { points }: Shape): void {
  const { scale, west, north } = frame;
  const end = points.length - 2;
  let lastX = Number.POSITIVE_INFINITY;
  let lastY = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= end; i += 2) {
    const x = ((points[i] ?? 0) - west) * scale;
    const y = ((points[i + 1] ?? 0) - north) * scale;
    if (i === 0) pen.moveTo(x, y);
    else if (Math.abs(x - lastX) + Math.abs(y - lastY) < DETAIL_PX && i !== end) continue;
    else pen.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}
