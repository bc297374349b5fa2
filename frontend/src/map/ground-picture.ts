import { nearestCopy } from "../geo/longitude";
import type { CanvasFrame } from "./canvas-layer";

/** A part of a canvas in device pixels. */
export interface CanvasPart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Paint = (pen: CanvasRenderingContext2D, frame: CanvasFrame) => void;

/** How far from a whole pixel a pan may be off and still move the picture instead of drawing it anew. */
const PIXEL_TOLERANCE = 0.02;

/** The ground as last drawn: a pan moves the picture and draws only what came into sight. */
export class GroundPicture {
  readonly #canvas = document.createElement("canvas");
  #frame: CanvasFrame | null = null;

  /** Draw everything anew next time. */
  forget(): void {
    this.#frame = null;
  }

  /** Return the picture of a frame. `paint` is called for each part that is not drawn yet, with that part's frame. */
  show(frame: CanvasFrame, paint: Paint): HTMLCanvasElement {
    const { width, height } = this.#resize(frame);
    const pen = this.#canvas.getContext("2d", { alpha: false });
    if (pen === null) return this.#canvas;
    const [right, down] = this.#frame === null ? [Number.NaN, Number.NaN] : shiftOf(this.#frame, frame);
    this.#frame = frame;
    if (right === 0 && down === 0) return this.#canvas;
    if (Math.abs(right) < width && Math.abs(down) < height) {
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.drawImage(this.#canvas, right, down);
    }
    for (const part of newParts(width, height, right, down)) paintPart(pen, frame, part, paint);
    return this.#canvas;
  }

  #resize({ width, height, density }: CanvasFrame): HTMLCanvasElement {
    const canvas = this.#canvas;
    const [deviceWidth, deviceHeight] = [Math.round(width * density), Math.round(height * density)];
    if (canvas.width !== deviceWidth || canvas.height !== deviceHeight) {
      canvas.width = deviceWidth;
      canvas.height = deviceHeight;
      this.#frame = null;
    }
    return canvas;
  }
}

/** Return by how many whole device pixels a picture moves right and down; NaN where moving it is not enough. */
export function shiftOf(from: CanvasFrame, to: CanvasFrame): readonly [right: number, down: number] {
  if (from.scale !== to.scale || from.density !== to.density) return [Number.NaN, Number.NaN];
  const pixels = to.scale * to.density;
  return [
    wholePixels((nearestCopy(from.west, to.west) - to.west) * pixels),
    wholePixels((from.north - to.north) * pixels),
  ];
}

function wholePixels(value: number): number {
  const whole = Math.round(value);
  // Adding 0 turns -0 into 0.
  return Math.abs(value - whole) > PIXEL_TOLERANCE ? Number.NaN : whole + 0;
}

/** Return what a picture that moved lacks: nothing, a strip or two, or all of it (NaN). */
export function newParts(width: number, height: number, right: number, down: number): readonly CanvasPart[] {
  if (!(Math.abs(right) < width && Math.abs(down) < height)) return [{ x: 0, y: 0, width, height }];
  const columns = { x: right > 0 ? 0 : width + right, y: 0, width: Math.abs(right), height };
  const rows = { x: Math.max(0, right), y: down > 0 ? 0 : height + down, width: width - Math.abs(right) };
  return [columns, { ...rows, height: Math.abs(down) }].filter((part) => part.width > 0 && part.height > 0);
}

function paintPart(pen: CanvasRenderingContext2D, frame: CanvasFrame, part: CanvasPart, paint: Paint): void {
  const { density, scale, west, north } = frame;
  pen.save();
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.beginPath();
  pen.rect(part.x, part.y, part.width, part.height);
  pen.clip();
  pen.setTransform(density, 0, 0, density, part.x, part.y);
  paint(pen, {
    ...frame,
    width: part.width / density,
    height: part.height / density,
    west: west + part.x / density / scale,
    north: north + part.y / density / scale,
  });
  pen.restore();
}
