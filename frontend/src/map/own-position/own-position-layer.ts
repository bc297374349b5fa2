import { metresPerUnit } from "../../geo/earth";
import type { CanvasFrame } from "../canvas-layer";
import { inEachCopy } from "../draw-way";
import type { Palette } from "../palette";
import { ToolLayer } from "../tool-layer";
import type { OwnPosition } from "./own-position";

const DOT_PX = 7;

/** Where the reader's own device is, in a circle as wide as that is uncertain. */
export class OwnPositionLayer extends ToolLayer {
  #position: OwnPosition | null = null;

  show(position: OwnPosition): void {
    this.#position = position;
    this.redraw();
  }

  protected override draw(pen: CanvasRenderingContext2D, frame: CanvasFrame, palette: Palette): void {
    if (this.#position === null) return;
    const radius = (this.#position.accuracyM / metresPerUnit(this.#position.latitude)) * frame.scale;
    inEachCopy([this.#position], frame, radius + DOT_PX, (points) => {
      for (const [x, y] of points) drawDot(pen, x, y, radius, palette);
    });
  }
}

function drawDot(pen: CanvasRenderingContext2D, x: number, y: number, radius: number, { trail, halo }: Palette): void {
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
