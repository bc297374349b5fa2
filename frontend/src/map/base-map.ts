import type { Town } from "../api/place-names";
import { latitudeOf, longitudeOf, worldX, worldY } from "../geo/earth";
import { wrappedLongitude } from "../geo/longitude";
import type { Messages } from "../messages/messages";
import { type CanvasFrame, CanvasLayer } from "./canvas-layer";
import type { WorldBox } from "./frame-fleet";
import { graticuleLabel, graticuleLines, graticuleStep } from "./graticule";
import { GroundPicture } from "./ground-picture";
import { type Palette, readPalette } from "./palette";
import { drawStateBorders } from "./place-names/draw-states";
import type { NameBox } from "./place-names/name-layout";
import { PlaceNames } from "./place-names/place-names";
import type { StateShapes } from "./place-names/state-shapes";
import { isInSight, type Shape, tracePath } from "./trace-path";
import { turnsInSight } from "./turns-in-sight";
import type { CountryName, WorldShapes } from "./world-shapes";

/** Countries whose names have less room than this stay unnamed. */
const NAME_ROOM_PX = 70;
/** Above this zoom the view lies within one country, and its name would only be in the way. */
const NAMES_TO_ZOOM = 8;
/** More than the average width of a letter in a country's name. */
const NAME_LETTER_PX = 8;
const CORNER_PX = 70;
/** Covers a line of one pixel that lies between two. */
const SEAM_PX = 2.5;
const FONT = "system-ui, sans-serif";

/** Adds detail to the ground: over land and sea, under the graticule and all markers. */
export interface GroundPainter {
  drawGround(pen: CanvasRenderingContext2D, frame: CanvasFrame): void;
  /** Called with each frame, after the ground. */
  drawNames(pen: CanvasRenderingContext2D, frame: CanvasFrame): void;
  /** Return whether it shows so much that meridians and parallels would only be in the way. */
  hidesGraticule(frame: CanvasFrame): boolean;
  /** Return where it writes names of towns itself, or null. */
  namedArea(frame: CanvasFrame): WorldBox | null;
  refreshColours(): void;
}

/** Land, borders, names and a graticule from vectors in the page's own files, so the map needs no internet. */
export class BaseMap extends CanvasLayer {
  readonly #compass: Messages["compass"];
  readonly #ground = new GroundPicture();
  readonly #placeNames = new PlaceNames();
  readonly #painters = new Set<GroundPainter>();
  #shapes: WorldShapes | null = null;
  #states: StateShapes | null = null;
  #palette: Palette = readPalette();

  constructor(compass: Messages["compass"]) {
    super("base", 0);
    this.#compass = compass;
  }

  /** Show the world; until then there is only the graticule. */
  setShapes(shapes: WorldShapes): void {
    this.#shapes = shapes;
    this.#placeNames.forget();
    this.redraw();
  }

  /** Let a painter draw more of the ground. */
  addPainter(painter: GroundPainter): void {
    this.#painters.add(painter);
    this.#placeNames.forget();
    this.redraw();
  }

  removePainter(painter: GroundPainter): void {
    if (!this.#painters.delete(painter)) return;
    this.#placeNames.forget();
    this.redraw();
  }

  /** Draw all of it again. */
  redraw(): void {
    this.#ground.forget();
    if (!this.isZooming) this.onFrame();
  }

  /** Show states and provinces, where the view is near enough. */
  setStates(states: StateShapes): void {
    this.#states = states;
    this.#placeNames.setStates(states.names);
    this.redraw();
  }

  /** Write the names of these towns, the largest first. */
  setTowns(towns: readonly Town[]): void {
    if (this.#placeNames.setTowns(towns)) this.redraw();
  }

  /** What the map shows; null until it shows anything. */
  get shownFrame(): CanvasFrame | null {
    return this.frame;
  }

  override refreshColours(): void {
    this.#palette = readPalette();
    for (const painter of this.#painters) painter.refreshColours();
    this.redraw();
  }

  protected override onFrame(): void {
    const pen = this.canvas.getContext("2d");
    const { frame } = this;
    if (pen === null || frame === null) return;
    const ground = this.#ground.show(frame, (part, partFrame) => this.#drawGround(part, partFrame));
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(ground, 0, 0);
    pen.setTransform(frame.density, 0, 0, frame.density, 0, 0);
    for (const painter of this.#painters) painter.drawNames(pen, frame);
    // Streets tell better where one is than meridians do.
    if (![...this.#painters].some((painter) => painter.hidesGraticule(frame))) this.#drawGraticule(pen, frame);
    if (this.#shapes !== null && frame.zoom <= NAMES_TO_ZOOM) this.#drawNames(pen, frame, this.#shapes.names);
  }

  #drawGround(pen: CanvasRenderingContext2D, frame: CanvasFrame): void {
    pen.fillStyle = this.#palette.water;
    pen.fillRect(0, 0, frame.width, frame.height);
    if (this.#shapes !== null) this.#drawWorld(pen, frame, this.#shapes);
    for (const painter of this.#painters) painter.drawGround(pen, frame);
    this.#placeNames.draw(pen, frame, this.#palette, {
      taken: (scale) => countryNameBoxes(this.#shapes?.names ?? [], scale, frame.zoom),
      hidden: [...this.#painters].flatMap((painter) => painter.namedArea(frame) ?? []),
    });
  }

  #drawWorld(pen: CanvasRenderingContext2D, frame: CanvasFrame, { land, seams, borders }: WorldShapes): void {
    const lastCopy = Math.floor(frame.west + frame.width / frame.scale);
    // One more on each side: shapes that cross the antimeridian reach beyond the edge of their own copy.
    for (let copy = Math.floor(frame.west) - 1; copy <= lastCopy + 1; copy += 1) {
      const copyFrame = { ...frame, west: frame.west - copy };
      traceInSight(pen, copyFrame, land);
      pen.fillStyle = this.#palette.land;
      pen.fill("evenodd");
      pen.strokeStyle = this.#palette.coast;
      pen.lineWidth = 1;
      pen.stroke();
      traceInSight(pen, copyFrame, seams);
      pen.strokeStyle = this.#palette.land;
      pen.lineWidth = SEAM_PX;
      pen.stroke();
      pen.lineWidth = 1;
      if (this.#states !== null) drawStateBorders(pen, copyFrame, this.#states.borders, this.#palette.border);
      traceInSight(pen, copyFrame, borders);
      pen.strokeStyle = this.#palette.border;
      pen.stroke();
    }
  }

  #drawGraticule(pen: CanvasRenderingContext2D, frame: CanvasFrame): void {
    const { width, height, scale, west, north } = frame;
    const { n, e, s, w } = this.#compass;
    const step = graticuleStep(scale / 360);
    pen.strokeStyle = this.#palette.graticule;
    pen.fillStyle = this.#palette.label;
    pen.lineWidth = 1;
    pen.font = `10px ${FONT}`;
    pen.textAlign = "left";
    pen.textBaseline = "alphabetic";
    pen.beginPath();
    for (const longitude of graticuleLines(longitudeOf(west), longitudeOf(west + width / scale), step)) {
      const x = Math.round((worldX(longitude) - west) * scale) + 0.5;
      pen.moveTo(x, 0);
      pen.lineTo(x, height);
      pen.fillText(graticuleLabel(wrappedLongitude(longitude), e, w, step), x + 4, height - 6);
    }
    const [top, bottom] = [Math.max(0, north), Math.min(1, north + height / scale)];
    for (const latitude of graticuleLines(latitudeOf(bottom), latitudeOf(top), step)) {
      const y = Math.round((worldY(latitude) - north) * scale) + 0.5;
      pen.moveTo(0, y);
      pen.lineTo(width, y);
      // The corners belong to the buttons.
      if (y > CORNER_PX && y < height - CORNER_PX) pen.fillText(graticuleLabel(latitude, n, s, step), 6, y - 4);
    }
    pen.stroke();
  }

  #drawNames(pen: CanvasRenderingContext2D, frame: CanvasFrame, names: readonly CountryName[]): void {
    pen.font = `500 11px ${FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = this.#palette.label;
    for (const { name, x, y, width } of names) {
      if (width * frame.scale < NAME_ROOM_PX) continue;
      for (const turn of turnsInSight({ west: x - width / 2, east: x + width / 2 }, frame)) {
        const left = (x + turn - frame.west) * frame.scale;
        pen.fillText(name, left, (y - frame.north) * frame.scale, width * frame.scale);
      }
    }
  }
}

/** Return where names of countries are written. */
function countryNameBoxes(names: readonly CountryName[], scale: number, zoom: number): readonly NameBox[] {
  if (zoom > NAMES_TO_ZOOM) return [];
  return names
    .filter(({ width }) => width * scale >= NAME_ROOM_PX)
    .map(({ name, x, y, width }) => ({
      x: x * scale,
      y: y * scale,
      halfWidth: Math.min(width * scale, name.length * NAME_LETTER_PX) / 2,
      halfHeight: NAME_LETTER_PX,
    }));
}

function traceInSight(pen: CanvasRenderingContext2D, frame: CanvasFrame, shapes: readonly Shape[]): void {
  pen.beginPath();
  for (const shape of shapes) if (isInSight(shape.box, frame)) tracePath(pen, frame, shape);
}
