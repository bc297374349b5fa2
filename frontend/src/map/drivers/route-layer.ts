import type { Point } from "../../geo/point";
import type { CanvasFrame } from "../canvas-layer";
import { inEachCopy } from "../draw-way";
import { drawHaloedLine } from "../haloed-line";
import type { Palette } from "../palette";
import { ToolLayer } from "../tool-layer";

/** What is drawn of a route: it is the planned order, not the streets that the driver will take. */
export interface RoutePicture {
  /** Where the route begins: the driver, or null where that is not known. */
  readonly from: Point | null;
  readonly stops: readonly Point[];
  /** The stop that is emphasised, or null. */
  readonly chosen: number | null;
  /** Whether the stops are numbered; a single destination is not. */
  readonly hasNumbers: boolean;
}

const LINE_PX = 2.5;
const DOT_PX = 10;
const DASHES = [7, 6];

/** The stops of a selected driver in order. Drawn when it changes or the map moves, never once a frame. */
export class RouteLayer extends ToolLayer {
  #picture: RoutePicture | null = null;

  show(picture: RoutePicture | null): void {
    this.#picture = picture;
    this.redraw();
  }

  protected override draw(pen: CanvasRenderingContext2D, frame: CanvasFrame, palette: Palette): void {
    if (this.#picture === null) return;
    const { from, stops, chosen, hasNumbers } = this.#picture;
    inEachCopy(from === null ? stops : [from, ...stops], frame, DOT_PX, (points) => {
      drawHaloedLine(pen, points, { color: palette.trail, halo: palette.halo, widthPx: LINE_PX, dashes: DASHES });
      points.slice(from === null ? 0 : 1).forEach((at, index) => {
        drawDot(pen, at, hasNumbers ? String(index + 1) : "", index === chosen, palette);
      });
    });
  }
}

function drawDot(
  pen: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  text: string,
  isChosen: boolean,
  { halo, trail }: Palette,
): void {
  pen.beginPath();
  pen.arc(x, y, isChosen ? DOT_PX + 3 : DOT_PX, 0, 2 * Math.PI);
  pen.fillStyle = isChosen ? trail : halo;
  pen.fill();
  pen.lineWidth = 2;
  pen.strokeStyle = isChosen ? halo : trail;
  pen.stroke();
  pen.font = "600 11px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = isChosen ? halo : trail;
  pen.fillText(text, x, y + 0.5);
}
