import { metresPerUnit } from "../../geo/earth";
import { CanvasLayer } from "../canvas-layer";
import { clearedPen, inEachCopy } from "../draw-way";
import { readPalette } from "../palette";
import type { OwnPosition } from "./own-position";

const DOT_PX = 7;

/** Where the reader's own device is, in a circle as wide as that is uncertain. */
export class OwnPositionLayer extends CanvasLayer {
  #position: OwnPosition | null = null;
  #palette = readPalette();

  constructor() {
    super("tools", 0);
  }

  show(position: OwnPosition): void {
    this.#position = position;
    if (!this.isZooming) this.onFrame();
  }

  override refreshColours(): void {
    this.#palette = readPalette();
    this.onFrame();
  }

  protected override onFrame(): void {
    const { frame } = this;
    const pen = clearedPen(this.canvas, frame);
    if (pen === null || frame === null || this.#position === null) return;
    const radius = (this.#position.accuracyM / metresPerUnit(this.#position.latitude)) * frame.scale;
    inEachCopy([this.#position], frame, radius + DOT_PX, (points) => {
      for (const [x, y] of points) this.#draw(pen, x, y, radius);
    });
  }

  #draw(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
    const { trail, halo } = this.#palette;
    const circle = (size: number) => {
      pen.beginPath();
      pen.arc(x, y, size, 0, 2 * Math.PI);
    };
    circle(radius);
    pen.globalAlpha = 0.15;
    pen.fillStyle = trail;
    pen.fill();
    pen.globalAlpha = 0.6;
    pen.strokeStyle = trail;
    pen.lineWidth = 1;
    pen.stroke();
    pen.globalAlpha = 1;
    circle(DOT_PX);
    pen.fill();
    pen.strokeStyle = halo;
    pen.lineWidth = 3;
    pen.stroke();
  }
}
