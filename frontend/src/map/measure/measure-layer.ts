import { greatCircle } from "../../geo/great-circle";
import type { Point } from "../../geo/point";
import type { CanvasFrame } from "../canvas-layer";
import { inEachCopy } from "../draw-way";
import { drawHaloedLine } from "../haloed-line";
import type { Palette } from "../palette";
import { ToolLayer } from "../tool-layer";
import type { MeasuredWay } from "./measured-way";
import { NO_WAY } from "./measured-way";

const LINE_PX = 3;
const POINT_PX = 5;
const DASHES = [6, 6];

/** The measured way along great circles, and a dashed line from its end to the pointer. */
export class MeasureLayer extends ToolLayer {
  #way = NO_WAY;
  #pointer: Point | null = null;

  show(way: MeasuredWay, pointer: Point | null): void {
    this.#way = way;
    this.#pointer = pointer;
    this.redraw();
  }

  protected override draw(pen: CanvasRenderingContext2D, frame: CanvasFrame, palette: Palette): void {
    const { places, isFinished } = this.#way;
    const style = { color: palette.text, halo: palette.halo, widthPx: LINE_PX };
    const line = places.flatMap((to, i) => greatCircle(places[i - 1] ?? to, to));
    inEachCopy(line, frame, POINT_PX, (points) => drawHaloedLine(pen, points, { ...style, dashes: [] }));
    const last = places.at(-1);
    if (last !== undefined && this.#pointer !== null && !isFinished) {
      inEachCopy(greatCircle(last, this.#pointer), frame, 0, (points) =>
        drawHaloedLine(pen, points, { ...style, dashes: DASHES }),
      );
    }
    inEachCopy(places, frame, POINT_PX, (points) => {
      for (const [x, y] of points) drawPoint(pen, x, y, palette);
    });
  }
}

function drawPoint(pen: CanvasRenderingContext2D, x: number, y: number, { halo, text }: Palette): void {
  pen.beginPath();
  pen.arc(x, y, POINT_PX, 0, 2 * Math.PI);
  pen.fillStyle = halo;
  pen.fill();
  pen.strokeStyle = text;
  pen.lineWidth = 2.5;
  pen.stroke();
}
