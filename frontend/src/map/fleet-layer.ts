import type { FleetDelta } from "../live/fleet-store";
import { isLive } from "../live/motion-status";
import type { Tracker } from "../live/tracker";
import { type CanvasFrame, CanvasLayer } from "./canvas-layer";
import { Glides } from "./glides";
import { LARGEST_PX, markerSizePx } from "./marker-size";
import { readPalette } from "./palette";
import { countWithin, pick } from "./pick";
import { PixelImage } from "./pixel-image";
import { arrowOf, createSpriteSheet, type SpriteSheet } from "./sprites";

/** Markers that reach over the edge of the map are still written whole, into this margin. */
const MARGIN_PX = 40;
/** Half the largest marker: nearer to the edge of the image than this nothing is written. */
const REACH_PX = 18;
const PICK_RADIUS_PX = 16;
/** After a longer pause between frames the page was hidden, and gliding through what was missed would be a lie. */
const HIDDEN_AFTER_MS = 1_000;
/** Motion codes from the bottom of the picture to its top. */
const DRAWING_ORDER = [3, 2, 1, 0] as const;

/** Every shipment as a marker in one image, drawn anew only while something moves. */
export class FleetLayer extends CanvasLayer {
  readonly #tracker: Tracker;
  readonly #glides = new Glides();
  readonly #stopListening: readonly (() => void)[];
  #image: PixelImage | null = null;
  #sheet: SpriteSheet | null = null;
  #sheetKey = "";
  #sizePx = LARGEST_PX;
  #xs = new Float32Array(0);
  #ys = new Float32Array(0);
  #isDirty = true;
  #framedAtMs = Number.NaN;
  #jumpUntilMs = 0;

  constructor(tracker: Tracker) {
    super("fleet", MARGIN_PX);
    this.#tracker = tracker;
    // What is there already appears where it is.
    this.#jumpUntilMs = Number.POSITIVE_INFINITY;
    this.#onDelta({ written: [...tracker.store.slots()], removed: [], membershipChanged: true });
    this.#jumpUntilMs = 0;
    this.#stopListening = [
      tracker.store.onDelta((delta) => this.#onDelta(delta)),
      tracker.view.subscribe(() => {
        this.#isDirty = true;
      }),
    ];
  }

  override onRemove(): this {
    for (const stop of this.#stopListening) stop();
    return super.onRemove();
  }

  setStill(isStill: boolean): void {
    this.#glides.setStill(isStill);
  }

  /** Take the colours of the current theme. */
  refreshColours(): void {
    this.#sheetKey = "";
    this.#isDirty = true;
  }

  /** Return where a slot's marker is drawn now, on the unit square. */
  placeOf(slot: number, nowMs: number): { readonly x: number; readonly y: number } {
    return { x: this.#glides.x(slot, nowMs), y: this.#glides.y(slot, nowMs) };
  }

  /** Return the slot of the marker at a point of the map's container, or null. */
  slotAt(containerX: number, containerY: number): number | null {
    const end = Math.min(this.#tracker.store.slotEnd, this.#xs.length);
    const [x, y] = [containerX + MARGIN_PX, containerY + MARGIN_PX];
    return pick(this.#xs, this.#ys, end, x, y, PICK_RADIUS_PX, (slot) => !isLive(this.#tracker.view.codeAt(slot)));
  }

  /** Return how many markers are drawn around a point of the map's container. */
  countAt(containerX: number, containerY: number): number {
    const end = Math.min(this.#tracker.store.slotEnd, this.#xs.length);
    return countWithin(this.#xs, this.#ys, end, containerX + MARGIN_PX, containerY + MARGIN_PX, PICK_RADIUS_PX);
  }

  /** Draw if anything changed or moves; returns whether it did. */
  drawFrame(nowMs: number): boolean {
    if (nowMs - this.#framedAtMs > HIDDEN_AFTER_MS) this.#skipAhead(nowMs);
    this.#framedAtMs = nowMs;
    if (this.isZooming || !(this.#isDirty || nowMs <= this.#glides.busyUntilMs)) return false;
    this.#isDirty = false;
    this.#draw(nowMs);
    return true;
  }

  protected override onFrame(): void {
    this.#isDirty = true;
    // A pan must move the markers with the ground in the very same frame.
    this.drawFrame(performance.now());
  }

  #onDelta({ written, removed }: FleetDelta): void {
    const nowMs = performance.now();
    const columns = this.#tracker.store.columns;
    if (this.#xs.length < columns.timestamp.length) {
      this.#xs = new Float32Array(columns.timestamp.length).fill(Number.NaN);
      this.#ys = new Float32Array(columns.timestamp.length).fill(Number.NaN);
    }
    for (const slot of removed) this.#xs[slot] = Number.NaN;
    for (const slot of written) {
      const [x, y] = [columns.worldX[slot] ?? 0, columns.worldY[slot] ?? 0];
      const [direction, gapS] = [columns.directionDeg[slot] ?? Number.NaN, columns.gapS[slot] ?? Number.NaN];
      if (nowMs < this.#jumpUntilMs) this.#glides.place(slot, x, y, direction);
      else this.#glides.aim(slot, x, y, direction, gapS, nowMs);
    }
    this.#isDirty = true;
  }

  #skipAhead(nowMs: number): void {
    this.#glides.finish(this.#tracker.store.slotEnd);
    // The changes gathered meanwhile are applied in this frame or the next.
    this.#jumpUntilMs = nowMs + 300;
    this.#isDirty = true;
  }

  #draw(nowMs: number): void {
    const pen = this.canvas.getContext("2d");
    if (pen === null || this.frame === null) return;
    const { frame, canvas } = this;
    const image = this.#imageOf(canvas);
    const sheet = this.#sheetOf(frame);
    let live = 0;
    const { store, view } = this.#tracker;
    const middle = frame.west + frame.width / 2 / frame.scale;
    const edge = REACH_PX * frame.density;
    image.clear();
    this.#xs.fill(Number.NaN);
    for (const code of DRAWING_ORDER) {
      for (let slot = 0; slot < store.slotEnd; slot += 1) {
        if (view.codeAt(slot) !== code || !view.isShown(slot)) continue;
        const worldX = this.#glides.x(slot, nowMs);
        // The map repeats to the sides; the copy nearest to the middle of the view is the one drawn.
        const x = (worldX - Math.round(worldX - middle) - frame.west) * frame.scale;
        const y = (this.#glides.y(slot, nowMs) - frame.north) * frame.scale;
        const [deviceX, deviceY] = [Math.round(x * frame.density), Math.round(y * frame.density)];
        if (deviceX < edge || deviceY < edge) continue;
        if (deviceX >= canvas.width - edge || deviceY >= canvas.height - edge) continue;
        if (isLive(code)) live += 1;
        this.#xs[slot] = x;
        this.#ys[slot] = y;
        const direction = code === 0 ? this.#glides.directionDeg(slot, nowMs) : Number.NaN;
        const sprite = Number.isNaN(direction) ? sheet.still[code] : arrowOf(sheet, direction);
        if (sprite) image.stamp(sprite, deviceX, deviceY);
      }
    }
    pen.putImageData(image.image, 0, 0);
    this.#sizePx = markerSizePx(Math.sqrt((frame.width * frame.height) / Math.max(1, live)), this.#sizePx);
  }

  #imageOf({ width, height }: HTMLCanvasElement): PixelImage {
    if (this.#image?.image.width !== width || this.#image.image.height !== height) {
      this.#image = new PixelImage(width, height);
    }
    return this.#image;
  }

  #sheetOf({ density }: CanvasFrame): SpriteSheet {
    const sizePx = this.#sizePx * density;
    const key = `${sizePx} ${this.canvas.width}`;
    if (this.#sheet === null || this.#sheetKey !== key) {
      this.#sheet = createSpriteSheet(readPalette(), sizePx, this.canvas.width);
      this.#sheetKey = key;
    }
    return this.#sheet;
  }
}
