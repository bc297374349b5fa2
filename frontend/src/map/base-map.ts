import { latitudeOf, longitudeOf, worldX, worldY } from "../live/geo";
import { type CanvasFrame, CanvasLayer } from "./canvas-layer";
import { graticuleLabel, graticuleLines, graticuleStep } from "./graticule";
import { type Palette, readPalette } from "./palette";
import type { CountryName, Shape, WorldShapes } from "./world-shapes";

/** Points of a coast nearer to each other than this are drawn as one. */
const DETAIL_PX = 0.8;
/** Countries whose names have less room than this stay unnamed. */
const NAME_ROOM_PX = 70;
/** Above this zoom the view lies within one country, and its name would only be in the way. */
const NAMES_TO_ZOOM = 8;
const CORNER_PX = 70;
const FONT = "system-ui, sans-serif";

/** Land, borders, names and a graticule from vectors in the page's own files, so the map needs no internet. */
export class BaseMap extends CanvasLayer {
  #shapes: WorldShapes | null = null;
  #palette: Palette = readPalette();

  constructor() {
    super("base", 0);
  }

  /** Show the world; until then there is only the graticule. */
  setShapes(shapes: WorldShapes): void {
    this.#shapes = shapes;
    this.onFrame();
  }

  /** Take the colours of the current theme. */
  refreshColours(): void {
    this.#palette = readPalette();
    this.onFrame();
  }

  protected override onFrame(): void {
    const pen = this.canvas.getContext("2d");
    const { frame } = this;
    if (pen === null || frame === null) return;
    pen.setTransform(frame.density, 0, 0, frame.density, 0, 0);
    pen.fillStyle = this.#palette.water;
    pen.fillRect(0, 0, frame.width, frame.height);
    if (this.#shapes !== null) this.#drawWorld(pen, frame, this.#shapes);
    this.#drawGraticule(pen, frame);
    if (this.#shapes !== null && frame.zoom <= NAMES_TO_ZOOM) this.#drawNames(pen, frame, this.#shapes.names);
  }

  #drawWorld(pen: CanvasRenderingContext2D, frame: CanvasFrame, { land, borders }: WorldShapes): void {
    const lastCopy = Math.floor(frame.west + frame.width / frame.scale);
    // One more on each side: shapes that cross the antimeridian reach beyond the edge of their own copy.
    for (let copy = Math.floor(frame.west) - 1; copy <= lastCopy + 1; copy += 1) {
      pen.beginPath();
      for (const shape of land) tracePath(pen, frame, shape, copy);
      pen.fillStyle = this.#palette.land;
      pen.fill("evenodd");
      pen.strokeStyle = this.#palette.coast;
      pen.lineWidth = 1;
      pen.stroke();
      pen.beginPath();
      for (const shape of borders) tracePath(pen, frame, shape, copy);
      pen.strokeStyle = this.#palette.border;
      pen.stroke();
    }
  }

  #drawGraticule(pen: CanvasRenderingContext2D, frame: CanvasFrame): void {
    const { width, height, scale, west, north } = frame;
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
      const wrapped = ((((longitude + 180) % 360) + 360) % 360) - 180;
      pen.fillText(graticuleLabel(wrapped, "E", "W", step), x + 4, height - 6);
    }
    const [top, bottom] = [Math.max(0, north), Math.min(1, north + height / scale)];
    for (const latitude of graticuleLines(latitudeOf(bottom), latitudeOf(top), step)) {
      const y = Math.round((worldY(latitude) - north) * scale) + 0.5;
      pen.moveTo(0, y);
      pen.lineTo(width, y);
      // The corners belong to the buttons.
      if (y > CORNER_PX && y < height - CORNER_PX) pen.fillText(graticuleLabel(latitude, "N", "S", step), 6, y - 4);
    }
    pen.stroke();
  }

  #drawNames(pen: CanvasRenderingContext2D, frame: CanvasFrame, names: readonly CountryName[]): void {
    pen.font = `500 11px ${FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = this.#palette.label;
    const middle = frame.west + frame.width / 2 / frame.scale;
    for (const { name, x, y, width } of names) {
      if (width * frame.scale < NAME_ROOM_PX) continue;
      const left = (x - Math.round(x - middle) - frame.west) * frame.scale;
      pen.fillText(name, left, (y - frame.north) * frame.scale, width * frame.scale);
    }
  }
}

/** Add a shape to the current path, unless it is out of sight; skip detail that no pixel could show. */
function tracePath(pen: CanvasRenderingContext2D, frame: CanvasFrame, { points, box }: Shape, copy: number): void {
  const { scale, width, height } = frame;
  const [west, north] = [frame.west - copy, frame.north];
  if (box.east < west || box.west > west + width / scale) return;
  if (box.south < north || box.north > north + height / scale) return;
  const end = points.length - 2;
  let lastX = Number.POSITIVE_INFINITY;
  let lastY = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= end; i += 2) {
    const x = ((points[i] ?? 0) - west) * scale;
    const y = ((points[i + 1] ?? 0) - north) * scale;
    if (i === 0) pen.moveTo(x, y);
    else if (Math.abs(x - lastX) + Math.abs(y - lastY) < DETAIL_PX && i !== end) continue;
    else pen.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}
