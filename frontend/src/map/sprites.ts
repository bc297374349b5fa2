import { MOTION_STATUSES, type MotionStatus } from "../fleet/motion-status";
import type { Palette } from "./palette";

/**
 * A small picture as the pixels that are not empty, ready to be written into an image: those that cover what lies
 * under them, and those of soft edges.
 *
 * An offset is the place of a pixel in an image of the width that the sheet was made for, from the sprite's centre; a
 * colour is what ImageData has, alpha in the highest byte.
 */
export interface Sprite {
  readonly solidOffsets: Int32Array;
  readonly solidColours: Uint32Array;
  readonly edgeOffsets: Int32Array;
  readonly edgeColours: Uint32Array;
}

/** Every marker at one size, colour scheme and image width. */
export interface SpriteSheet {
  /** By motion code; for markers whose direction is unknown. */
  readonly still: readonly Sprite[];
  /** By motion code; for positions that nothing confirms. */
  readonly hollow: readonly Sprite[];
  /** Moving, by direction; none where markers are dots. */
  readonly arrows: readonly Sprite[];
}

const DIRECTIONS = 32;
const OFFLINE_ALPHA = 0.7;
/** Among dots a stale shipment is this much larger than they are, so that no crowd hides it. */
const STALE_AMONG_DOTS = 2.2;

/** Return the arrow that points nearest to `directionDeg`. */
export function arrowOf(sheet: SpriteSheet, directionDeg: number): Sprite | undefined {
  return sheet.arrows[Math.round((directionDeg / 360) * DIRECTIONS) % DIRECTIONS];
}

/** Draw every marker once; `sizePx` and `imageWidth` are device pixels. Dots have hard edges, which cost no blending. */
export function createSpriteSheet(palette: Palette, sizePx: number, imageWidth: number, areDots: boolean): SpriteSheet {
  const render = createRenderer(areDots ? STALE_AMONG_DOTS * sizePx : sizePx, imageWidth, areDots);
  const hollow = MOTION_STATUSES.map((it) =>
    render((pen) => drawHollow(pen, palette.status[it], palette.halo, sizePx)),
  );
  if (areDots) {
    const still = MOTION_STATUSES.map((it) => render((pen) => drawDot(pen, it, palette, sizePx)));
    return { still, hollow, arrows: [] };
  }
  return {
    hollow,
    still: MOTION_STATUSES.map((status) => render((pen) => drawStill(pen, status, palette, sizePx))),
    arrows: Array.from({ length: DIRECTIONS }, (_, i) =>
      render((pen) => drawArrow(pen, (i / DIRECTIONS) * 2 * Math.PI, palette, sizePx)),
    ),
  };
}

type Draw = (pen: CanvasRenderingContext2D) => void;

function createRenderer(sizePx: number, imageWidth: number, hasHardEdges: boolean): (draw: Draw) => Sprite {
  const box = Math.ceil(sizePx * 1.5) + 4;
  const canvas = document.createElement("canvas");
  canvas.width = box;
  canvas.height = box;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return (draw) => {
    if (pen === null) return spriteOf([], [], imageWidth);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, box, box);
    pen.translate(box / 2, box / 2);
    pen.lineJoin = "round";
    draw(pen);
    return readSprite(pen.getImageData(0, 0, box, box), imageWidth, hasHardEdges);
  };
}

interface Pixel {
  readonly dx: number;
  readonly dy: number;
  readonly colour: number;
}

function readSprite(image: ImageData, imageWidth: number, hasHardEdges: boolean): Sprite {
  const solid: Pixel[] = [];
  const edge: Pixel[] = [];
  const middle = Math.floor(image.width / 2);
  new Uint32Array(image.data.buffer).forEach((colour, i) => {
    const alpha = colour >>> 24;
    const pixel = { dx: (i % image.width) - middle, dy: Math.floor(i / image.width) - middle, colour };
    if (hasHardEdges ? alpha >= 128 : alpha === 255) solid.push({ ...pixel, colour: (colour | 0xff000000) >>> 0 });
    else if (alpha !== 0 && !hasHardEdges) edge.push(pixel);
  });
  return spriteOf(solid, edge, imageWidth);
}

function spriteOf(solid: readonly Pixel[], edge: readonly Pixel[], imageWidth: number): Sprite {
  const offsetsOf = (pixels: readonly Pixel[]) => Int32Array.from(pixels, ({ dx, dy }) => dy * imageWidth + dx);
  const coloursOf = (pixels: readonly Pixel[]) => Uint32Array.from(pixels, ({ colour }) => colour);
  return {
    solidOffsets: offsetsOf(solid),
    solidColours: coloursOf(solid),
    edgeOffsets: offsetsOf(edge),
    edgeColours: coloursOf(edge),
  };
}

/** One of very many: no halo, which would paint the ground white, and no shape but for what needs a look. */
function drawDot(pen: CanvasRenderingContext2D, status: MotionStatus, palette: Palette, size: number): void {
  if (status === "stale") {
    drawStill(pen, status, palette, STALE_AMONG_DOTS * size);
    return;
  }
  pen.fillStyle = palette.status[status];
  pen.beginPath();
  pen.arc(0, 0, (status === "offline" ? 0.32 : 0.5) * size, 0, 2 * Math.PI);
  pen.fill();
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

/** A ring around nothing: the shipment may be elsewhere. */
function drawHollow(pen: CanvasRenderingContext2D, colour: string, halo: string, size: number): void {
  const width = Math.max(1, size * 0.14);
  pen.beginPath();
  pen.arc(0, 0, 0.44 * size, 0, 2 * Math.PI);
  pen.fillStyle = halo;
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.fill();
  pen.stroke();
}

function fillWithHalo(pen: CanvasRenderingContext2D, fill: string, halo: string, size: number): void {
  pen.lineWidth = Math.max(2, size * 0.16);
  pen.strokeStyle = halo;
  pen.fillStyle = fill;
  pen.stroke();
  pen.fill();
}
