import { CanvasLayer } from "./canvas-layer";
import { readPalette } from "./palette";

export interface TrailPicture {
  /** x, y, x, y, … on the unit square, oldest first. */
  readonly places: readonly number[];
  /** Where the marker is drawn now: the trail ends there, not at the fix it is still gliding to. */
  readonly x: number;
  readonly y: number;
}

/** The way of the selected shipment, fading with age. */
export class TrailLayer extends CanvasLayer {
  #picture: TrailPicture | null = null;
  #colour = readPalette().trail;

  constructor() {
    super("trail", 0);
  }

  show(picture: TrailPicture | null): void {
    const shown = this.#picture;
    if (picture?.places === shown?.places && picture?.x === shown?.x && picture?.y === shown?.y) return;
    this.#picture = picture;
    if (!this.isZooming) this.onFrame();
  }

  /** Take the colours of the current theme. */
  refreshColours(): void {
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
    const { places, x, y } = this.#picture;
    const way = [...places.slice(0, -2), x, y];
    const copy = Math.round(x - (frame.west + frame.width / 2 / frame.scale));
    pen.strokeStyle = this.#colour;
    pen.lineWidth = 3;
    pen.lineCap = "round";
    for (let i = 0; i + 3 < way.length; i += 2) {
      pen.globalAlpha = 0.1 + 0.6 * (i / way.length);
      pen.beginPath();
      pen.moveTo(((way[i] ?? 0) - copy - frame.west) * frame.scale, ((way[i + 1] ?? 0) - frame.north) * frame.scale);
      pen.lineTo(
        ((way[i + 2] ?? 0) - copy - frame.west) * frame.scale,
        ((way[i + 3] ?? 0) - frame.north) * frame.scale,
      );
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }
}
