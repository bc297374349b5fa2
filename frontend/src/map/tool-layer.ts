import { type CanvasFrame, CanvasLayer } from "./canvas-layer";
import { type Palette, readPalette } from "./palette";

/** A picture of a tool or of the reader's own position, over all markers. */
export abstract class ToolLayer extends CanvasLayer {
  #palette = readPalette();

  constructor() {
    super("tools", 0);
  }

  override refreshColours(): void {
    this.#palette = readPalette();
    this.onFrame();
  }

  /** Show what changed; in a zoom the next frame does. */
  protected redraw(): void {
    if (!this.isZooming) this.onFrame();
  }

  protected override onFrame(): void {
    const pen = this.canvas.getContext("2d");
    const { frame } = this;
    if (pen === null || frame === null) return;
    pen.setTransform(frame.density, 0, 0, frame.density, 0, 0);
    pen.clearRect(0, 0, frame.width, frame.height);
    this.draw(pen, frame, this.#palette);
  }

  /** Draw in CSS pixels on the empty canvas. */
  protected abstract draw(pen: CanvasRenderingContext2D, frame: CanvasFrame, palette: Palette): void;
}
