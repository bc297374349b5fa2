import { nearestCopy } from "../geo/longitude";
import { type CanvasFrame, CanvasLayer } from "./canvas-layer";
import { readPalette } from "./palette";
import { isBeyondMap, type TrailPoint, trailStrength } from "./trails";
import { turnsInSight } from "./turns-in-sight";

export interface TrailPicture {
  readonly points: readonly TrailPoint[];
  /** Where the marker is drawn now: the trail ends there, not at the fix it is still gliding to. */
  readonly x: number;
  readonly y: number;
  /** The server's time, Unix seconds. */
  readonly nowS: number;
}

/** Even the oldest piece that is drawn can be told from the ground. */
const FAINTEST = 0.12;
const STRONGEST = 0.85;
const WIDTH_PX = 3.5;
/** Without a move the trail is drawn anew after this time only to fade on. */
const FADE_EVERY_S = 5;

/** The way of the selected shipment, fading with age. */
export class TrailLayer extends CanvasLayer {
  #picture: TrailPicture | null = null;
  #colour = readPalette().trail;

  constructor() {
    super("trail", 0);
  }

  show(picture: TrailPicture | null): void {
    const shown = this.#picture;
    const isSame = picture?.points === shown?.points && picture?.x === shown?.x && picture?.y === shown?.y;
    if (isSame && (picture?.nowS ?? 0) - (shown?.nowS ?? 0) < FADE_EVERY_S) return;
    this.#picture = picture;
    if (!this.isZooming) this.onFrame();
  }

  override refreshColours(): void {
    this.#colour = readPalette().trail;
    this.onFrame();
  }

  protected override onFrame(): void {
    const pen = this.canvas.getContext("2d");
    const { frame } = this;
    if (pen === null || frame === null) return;
    pen.setTransform(frame.density, 0, 0, frame.density, 0, 0);
    pen.clearRect(0, 0, frame.width, frame.height);
    if (this.#picture === null) return;
    const { points, x, y, nowS } = this.#picture;
    const way = [...points.slice(0, -1), { x: nearestCopy(x, points.at(-1)?.x ?? x), y, timeS: nowS }];
    const xs = way.map((point) => point.x);
    pen.strokeStyle = this.#colour;
    pen.lineWidth = WIDTH_PX;
    // Round ends would lie over each other, and show as knots where pieces are half transparent.
    pen.lineCap = "butt";
    for (const turn of turnsInSight({ west: Math.min(...xs), east: Math.max(...xs) }, frame, WIDTH_PX)) {
      drawWay(pen, { ...frame, west: frame.west - turn }, way, nowS);
    }
    pen.globalAlpha = 1;
  }
}

function drawWay(
  pen: CanvasRenderingContext2D,
  { west, north, scale }: CanvasFrame,
  way: readonly TrailPoint[],
  nowS: number,
): void {
  way.forEach((to, i) => {
    const from = way[i - 1];
    const strength = trailStrength(nowS - to.timeS);
    if (from === undefined || strength === 0 || isBeyondMap(from, to)) return;
    pen.globalAlpha = FAINTEST + (STRONGEST - FAINTEST) * strength;
    pen.beginPath();
    pen.moveTo((from.x - west) * scale, (from.y - north) * scale);
    pen.lineTo((to.x - west) * scale, (to.y - north) * scale);
    pen.stroke();
  });
}
