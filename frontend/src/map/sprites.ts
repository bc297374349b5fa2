import { MOTION_STATUSES, type MotionStatus } from "../live/motion-status";
import type { Palette } from "./palette";

/** A small picture as the pixels that are not empty, ready to be written into an image. */
export interface Sprite {
  /** Place of each pixel in an image of the width that the sheet was made for, from the sprite's centre. */
  readonly offsets: Int32Array;
  /** Colour of each pixel as ImageData has it, alpha in the highest byte. */
  readonly colours: Uint32Array;
}

/** Every marker at one size, colour scheme and image width. */
export interface SpriteSheet {
  /** By motion code; for markers whose direction nobody knows. */
  readonly still: readonly Sprite[];
  /** Moving, by direction. */
  readonly arrows: readonly Sprite[];
}

const DIRECTIONS = 32;
const OFFLINE_ALPHA = 0.7;

/** Return the arrow that points nearest to `directionDeg`. */
export function arrowOf(sheet: SpriteSheet, directionDeg: number): Sprite | undefined {
  return sheet.arrows[Math.round((directionDeg / 360) * DIRECTIONS) % DIRECTIONS];
}

/** Draw every marker once; `sizePx` and `imageWidth` are device pixels. */
export function createSpriteSheet(palette: Palette, sizePx: number, imageWidth: number): SpriteSheet {
  const box = Math.ceil(sizePx * 1.5) + 4;
  const canvas = document.createElement("canvas");
  canvas.width = box;
  canvas.height = box;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const render = (draw: (pen: CanvasRenderingContext2D) => void): Sprite => {
    if (pen === null) return { offsets: new Int32Array(0), colours: new Uint32Array(0) };
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, box, box);
    pen.translate(box / 2, box / 2);
    pen.lineJoin = "round";
    draw(pen);
    return readSprite(pen.getImageData(0, 0, box, box), imageWidth);
  };
  return {
    still: MOTION_STATUSES.map((status) => render((it) => drawStill(it, status, palette, sizePx))),
    arrows: Array.from({ length: DIRECTIONS }, (_, i) =>
      render((it) => drawArrow(it, (i / DIRECTIONS) * 2 * Math.PI, palette, sizePx)),
    ),
  };
}

function readSprite(image: ImageData, imageWidth: number): Sprite {
  const words = new Uint32Array(image.data.buffer);
  const offsets: number[] = [];
  const colours: number[] = [];
  const middle = image.width / 2;
  words.forEach((colour, i) => {
    if (colour >>> 24 === 0) return;
    const dx = (i % image.width) - Math.floor(middle);
    const dy = Math.floor(i / image.width) - Math.floor(middle);
    offsets.push(dy * imageWidth + dx);
    colours.push(colour);
  });
  return { offsets: Int32Array.from(offsets), colours: Uint32Array.from(colours) };
}

function drawArrow(pen: CanvasRenderingContext2D, angle: number, palette: Palette, size: number): void {
  pen.rotate(angle);
  pen.beginPath();
  pen.moveTo(0, -0.58 * size);
  pen.lineTo(0.42 * size, 0.46 * size);
  pen.lineTo(0, 0.24 * size);
  pen.lineTo(-0.42 * size, 0.46 * size);
  pen.closePath();
  fillWithHalo(pen, palette.status.moving, palette.halo, size);
}

function drawStill(pen: CanvasRenderingContext2D, status: MotionStatus, palette: Palette, size: number): void {
  const colour = palette.status[status];
  const radius = 0.34 * size;
  pen.beginPath();
  switch (status) {
    case "moving":
    case "stopped":
      pen.arc(0, 0, status === "moving" ? 1.15 * radius : radius, 0, 2 * Math.PI);
      fillWithHalo(pen, colour, palette.halo, size);
      return;
    case "stale":
      pen.moveTo(0, -1.15 * radius);
      pen.lineTo(1.15 * radius, 0);
      pen.lineTo(0, 1.15 * radius);
      pen.lineTo(-1.15 * radius, 0);
      pen.closePath();
      fillWithHalo(pen, colour, palette.halo, size);
      return;
    case "offline":
      // What was somewhere once must not hide what is there now.
      pen.globalAlpha = OFFLINE_ALPHA;
      pen.arc(0, 0, 0.55 * radius, 0, 2 * Math.PI);
      pen.lineWidth = Math.max(1.5, size * 0.1);
      pen.strokeStyle = colour;
      pen.stroke();
      pen.globalAlpha = 1;
      return;
    default:
      status satisfies never;
  }
}

function fillWithHalo(pen: CanvasRenderingContext2D, fill: string, halo: string, size: number): void {
  pen.lineWidth = Math.max(2, size * 0.16);
  pen.strokeStyle = halo;
  pen.fillStyle = fill;
  pen.stroke();
  pen.fill();
}
