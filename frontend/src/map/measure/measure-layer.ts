import { greatCircle } from "../../geo/great-circle";
import type { Point } from "../../geo/point";
import { CanvasLayer } from "../canvas-layer";
import { clearedPen, inEachCopy } from "../draw-way";
import { readPalette } from "../palette";
import type { MeasuredWay } from "./measured-way";
import { NO_WAY } from "./measured-way";

const LINE_PX = 3;
const POINT_PX = 5;
const DASHES = [6, 6];

/** The measured way along great circles, and a dashed line on to the pointer. */
export class MeasureLayer extends CanvasLayer {
  #way = NO_WAY;
  #pointer: Point | null = null;
  #palette = readPalette();

  constructor() {
    super("tools", 0);
  }

  show(way: MeasuredWay, pointer: Point | null): void {
    this.#way = way;
    this.#pointer = pointer;
    if (!this.isZooming) this.onFrame();
  }

  override refreshColours(): void {
    this.#palette = readPalette();
    this.onFrame();
  }

  protected override onFrame(): void {
    const { frame } = this;
    const pen = clearedPen(this.canvas, frame);
    if (pen === null || frame === null) return;
    const { places, isFinished } = this.#way;
    const line = places.flatMap((to, i) => greatCircle(places[i - 1] ?? to, to));
    inEachCopy(line, frame, POINT_PX, (points) => this.#stroke(pen, points, []));
    const last = places.at(-1);
    if (last !== undefined && this.#pointer !== null && !isFinished) {
      inEachCopy(greatCircle(last, this.#pointer), frame, 0, (points) => this.#stroke(pen, points, DASHES));
    }
    inEachCopy(places, frame, POINT_PX, (points) => {
      for (const [x, y] of points) this.#drawPoint(pen, x, y);
    });
  }

  #stroke(pen: CanvasRenderingContext2D, points: readonly (readonly [number, number])[], dashes: number[]): void {
    pen.beginPath();
    for (const [x, y] of points) pen.lineTo(x, y);
    pen.lineJoin = "round";
    pen.setLineDash([]);
    pen.strokeStyle = this.#palette.halo;
    pen.lineWidth = LINE_PX + 3;
    pen.stroke();
    pen.setLineDash(dashes);
    pen.strokeStyle = this.#palette.text;
    pen.lineWidth = LINE_PX;
    pen.stroke();
    pen.setLineDash([]);
  }

  #drawPoint(pen: CanvasRenderingContext2D, x: number, y: number): void {
    pen.beginPath();
    pen.arc(x, y, POINT_PX, 0, 2 * Math.PI);
    pen.fillStyle = this.#palette.halo;
    pen.fill();
    pen.strokeStyle = this.#palette.text;
    pen.lineWidth = 2.5;
    pen.stroke();
  }
}
