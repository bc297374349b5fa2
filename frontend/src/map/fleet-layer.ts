import type L from "leaflet";
import type { FleetDelta } from "../fleet/fleet-store";
import { isLive } from "../fleet/motion-status";
import type { Tracker } from "../fleet/tracker";
import { copyFrom } from "../geo/longitude";
import { isolatedText } from "../text/visible-text";
import { type CanvasFrame, CanvasLayer } from "./canvas-layer";
import { Glides } from "./glides";
import { drawLabels, LABELS_FROM_ZOOM, MOST_LABELS } from "./labels";
import { areDots, LARGEST_PX, markerSizePx } from "./marker-size";
import { readPalette } from "./palette";
import { countWithin, pick } from "./pick";
import { PixelImage } from "./pixel-image";
import { arrowOf, createSpriteSheet, type Sprite, type SpriteSheet } from "./sprites";

/** Markers that reach over the edge of the map are still written whole, into this margin. */
const MARGIN_PX = 40;
/** Half the largest marker: nearer to the edge of the image than this nothing is written. */
const REACH_PX = 18;
const PICK_RADIUS_PX = 16;
/** After a longer pause between frames the page was hidden, and gliding through what was missed would be a lie. */
const HIDDEN_AFTER_MS = 1_000;
/** Motion codes from the bottom of the picture to its top: what needs a look is never hidden by what does not. */
const DRAWING_ORDER = [3, 1, 0, 2] as const;
/** Markers stand on whole pixels, so a picture in which all of them moved less than this would be the same. */
const VISIBLE_MOVE_PX = 0.5;

/** Every shipment as a marker in one image, drawn anew only while something moves. */
export class FleetLayer extends CanvasLayer {
  readonly #tracker: Tracker;
  readonly #glides = new Glides();
  #stopListening: readonly (() => void)[] = [];
  #image: PixelImage | null = null;
  #sheet: SpriteSheet | null = null;
  #sheetKey = "";
  #sizePx = LARGEST_PX;
  /** The x of each slot's westernmost copy in sight, NaN for none; its other copies follow every turn. */
  #xs = new Float32Array(0);
  #ys = new Float32Array(0);
  /** The slots in sight, by motion code. */
  readonly #inSight = [0, 1, 2, 3].map(() => new Int32Array(0));
  readonly #inSightCount = [0, 0, 0, 0];
  /** 1 for slots that are drawn as part of a group instead. */
  #isGrouped: Uint8Array | null = null;
  #selected: number | null = null;
  #palette = readPalette();
  #isDirty = true;
  #drawAtMs = 0;
  #framedAtMs = Number.NaN;
  #jumpUntilMs = 0;

  constructor(tracker: Tracker) {
    super("fleet", MARGIN_PX);
    this.#tracker = tracker;
  }

  override onAdd(map: L.Map): this {
    const { store, view } = this.#tracker;
    // What is there already appears where it is.
    this.#jumpUntilMs = Number.POSITIVE_INFINITY;
    this.#onDelta({ written: [...store.slots()], removed: [], membershipChanged: true });
    this.#jumpUntilMs = 0;
    this.#stopListening = [
      store.onDelta((delta) => this.#onDelta(delta)),
      view.subscribe(() => {
        this.#isDirty = true;
      }),
    ];
    return super.onAdd(map);
  }

  override onRemove(): this {
    for (const stop of this.#stopListening) stop();
    return super.onRemove();
  }

  setStill(isStill: boolean): void {
    this.#glides.setStill(isStill);
  }

  /** Leave out what is drawn as part of a group; null for nothing. */
  setGrouped(isGrouped: Uint8Array | null): void {
    this.#isGrouped = isGrouped;
    this.#isDirty = true;
  }

  /** The selected slot has a name of its own on the map. */
  setSelected(slot: number | null): void {
    if (slot === this.#selected) return;
    this.#selected = slot;
    this.#isDirty = true;
  }

  override refreshColours(): void {
    this.#palette = readPalette();
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
    const isBehind = (slot: number) => !isLive(this.#tracker.view.codeAt(slot));
    return pick(this.#xs, this.#ys, end, x, y, PICK_RADIUS_PX, this.#turnPx, isBehind);
  }

  /** Return how many markers are drawn around a point of the map's container. */
  countAt(containerX: number, containerY: number): number {
    const end = Math.min(this.#tracker.store.slotEnd, this.#xs.length);
    const [x, y] = [containerX + MARGIN_PX, containerY + MARGIN_PX];
    return countWithin(this.#xs, this.#ys, end, x, y, PICK_RADIUS_PX, this.#turnPx);
  }

  get #turnPx(): number {
    return this.frame?.scale ?? 1;
  }

  /** Draw if anything changed or moves; returns whether it did. */
  drawFrame(nowMs: number): boolean {
    if (nowMs - this.#framedAtMs > HIDDEN_AFTER_MS) this.#skipAhead(nowMs);
    this.#framedAtMs = nowMs;
    const isDue = nowMs >= this.#drawAtMs && nowMs <= this.#glides.busyUntilMs;
    if (this.isZooming || !(this.#isDirty || isDue)) return false;
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
      for (const code of DRAWING_ORDER) this.#inSight[code] = new Int32Array(columns.timestamp.length);
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
    const { frame } = this;
    const image = this.#imageOf(this.canvas);
    image.clear();
    const fastest = this.#findInSight(frame, nowMs);
    const isTurning = this.#stampAll(image, this.#sheetOf(frame), frame, nowMs);
    pen.putImageData(image.image, 0, 0);
    this.#drawAtMs = isTurning ? nowMs : nowMs + VISIBLE_MOVE_PX / (fastest * frame.scale * frame.density);
    const crowd = this.#inSightCount.reduce((sum, count) => sum + count, 0);
    if (crowd <= MOST_LABELS && frame.zoom >= LABELS_FROM_ZOOM) this.#drawNames(pen, frame.density);
    const isLiveHere = (this.#inSightCount[0] ?? 0) + (this.#inSightCount[1] ?? 0);
    // A shipment counts once however many copies of the world show it, so the room is that of one copy.
    const roomPx = Math.sqrt((Math.min(frame.width, frame.scale) * frame.height) / Math.max(1, isLiveHere || crowd));
    this.#sizePx = markerSizePx(roomPx, this.#sizePx);
  }

  /** Work out which markers are in sight and where; return how fast the fastest of them glides. */
  #findInSight(frame: CanvasFrame, nowMs: number): number {
    const { store, view } = this.#tracker;
    const { west, north, scale } = frame;
    const [first, right, bottom] = [west + REACH_PX / scale, frame.width - REACH_PX, frame.height - REACH_PX];
    this.#xs.fill(Number.NaN);
    this.#inSightCount.fill(0);
    let fastest = 0;
    for (let slot = 0; slot < store.slotEnd; slot += 1) {
      const code = view.shownCodeAt(slot);
      if (code < 0 || this.#isGrouped?.[slot] === 1) continue;
      const x = (copyFrom(this.#glides.x(slot, nowMs), first) - west) * scale;
      const y = (this.#glides.y(slot, nowMs) - north) * scale;
      if (!(x >= REACH_PX && y >= REACH_PX && x < right && y < bottom)) continue;
      this.#xs[slot] = x;
      this.#ys[slot] = y;
      const at = this.#inSightCount[code] ?? 0;
      (this.#inSight[code] as Int32Array)[at] = slot;
      this.#inSightCount[code] = at + 1;
      fastest = Math.max(fastest, this.#glides.speed(slot, nowMs));
    }
    return fastest;
  }

  #drawNames(pen: CanvasRenderingContext2D, density: number): void {
    const slots = DRAWING_ORDER.toReversed().flatMap((code) => [
      ...(this.#inSight[code]?.subarray(0, this.#inSightCount[code]) ?? []),
    ]);
    const names = slots
      .filter((slot) => slot !== this.#selected)
      .map((slot) => ({
        text: isolatedText(this.#tracker.store.idAt(slot) ?? ""),
        x: this.#xs[slot] ?? 0,
        y: this.#ys[slot] ?? 0,
      }));
    pen.setTransform(density, 0, 0, density, 0, 0);
    drawLabels(pen, names, this.#palette);
    pen.setTransform(1, 0, 0, 1, 0, 0);
  }

  /** Write the markers in sight into the image, the selected one last; return whether any of them turns. */
  #stampAll(image: PixelImage, sheet: SpriteSheet, frame: CanvasFrame, nowMs: number): boolean {
    let isTurning = false;
    for (const code of DRAWING_ORDER) {
      const slots = this.#inSight[code] as Int32Array;
      const count = this.#inSightCount[code] ?? 0;
      for (let i = 0; i < count; i += 1) {
        const slot = slots[i] as number;
        const isArrow = this.#stamp(image, sheet, slot, code, frame, nowMs);
        if (isArrow && !isTurning) isTurning = this.#glides.isTurning(slot, nowMs);
      }
    }
    const selected = this.#selected;
    if (selected !== null && !Number.isNaN(this.#xs[selected])) {
      this.#stamp(image, sheet, selected, this.#tracker.view.codeAt(selected), frame, nowMs);
    }
    return isTurning;
  }

  /** Write one marker into each copy of the world; return whether it is an arrow, which looks different when it turns. */
  #stamp(
    image: PixelImage,
    sheet: SpriteSheet,
    slot: number,
    code: number,
    frame: CanvasFrame,
    nowMs: number,
  ): boolean {
    const isSuspect = this.#tracker.store.columns.suspect[slot] === 1;
    const hasArrow = code === 0 && sheet.arrows.length > 0 && !isSuspect;
    const direction = hasArrow ? this.#glides.directionDeg(slot, nowMs) : Number.NaN;
    const isArrow = !Number.isNaN(direction);
    const sprite = (isArrow ? arrowOf(sheet, direction) : (isSuspect ? sheet.hollow : sheet.still)[code]) as Sprite;
    const { density, scale, width } = frame;
    const y = Math.round((this.#ys[slot] as number) * density);
    for (let x = this.#xs[slot] as number; x < width - REACH_PX; x += scale)
      image.stamp(sprite, Math.round(x * density), y);
    return isArrow;
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
      this.#sheet = createSpriteSheet(this.#palette, sizePx, this.canvas.width, areDots(this.#sizePx));
      this.#sheetKey = key;
    }
    return this.#sheet;
  }
}
