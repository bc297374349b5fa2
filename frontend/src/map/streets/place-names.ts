import type { Palette } from "../palette";
import type { NamedPlace, PlacedTile } from "./street-tile";

interface PlaceStyle {
  readonly sizePx: number;
  readonly fromZoom: number;
  readonly toZoom: number;
}

/** A name with room on the canvas: its middle. */
export interface PlaceName extends PlaceStyle {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Nearer than this the names of streets tell more. */
const TO_ZOOM = 14;
const style = (sizePx: number, fromZoom: number, toZoom = TO_ZOOM): PlaceStyle => ({ sizePx, fromZoom, toZoom });
/** By detail, else by kind; the more important first. */
const STYLES: Readonly<Record<string, PlaceStyle>> = {
  city: style(17, 7),
  region: style(15, 10.5),
  town: style(14, 9.5),
  locality: style(14, 9.5),
  village: style(12, 11.5, 15),
  water: style(12, 11),
  hamlet: style(12, 13, 15),
  macrohood: style(12, 12.5),
  neighbourhood: style(12, 12.5),
};
const ORDER = Object.keys(STYLES);
/** Details of places where hardly anyone lives; as a kind, `locality` is a town too. */
const TINY = new Set(["locality", "isolated_dwelling", "farm", "allotments"]);
const SPACE_PX = 8;

/** Write the names of towns and their parts, for the view from afar. */
export function drawPlaceNames(
  pen: CanvasRenderingContext2D,
  zoom: number,
  tiles: readonly PlacedTile[],
  colours: Palette,
): void {
  const font = (sizePx: number) => `600 ${sizePx}px system-ui, sans-serif`;
  const measure = (name: string, sizePx: number) => {
    pen.font = font(sizePx);
    return pen.measureText(name).width;
  };
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.fillStyle = colours.label;
  pen.strokeStyle = colours.city.ground;
  for (const { name, x, y, sizePx } of placeNames(zoom, tiles, measure)) {
    pen.font = font(sizePx);
    pen.strokeText(name, x, y);
    pen.fillText(name, x, y);
  }
}

/** Return which names have room, those of larger places first. */
export function placeNames(
  zoom: number,
  tiles: readonly PlacedTile[],
  measure: (name: string, sizePx: number) => number,
): readonly PlaceName[] {
  const placed: PlaceName[] = [];
  const taken: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[] = [];
  const wanted = tiles.flatMap(({ tile, frame }) => tile.places.map((place) => ({ place, frame })));
  for (const { place, frame } of wanted.toSorted((a, b) => compare(a.place, b.place))) {
    const found = STYLES[keyOf(place)];
    if (found === undefined || zoom < found.fromZoom || zoom >= found.toZoom) continue;
    const [x, y] = [(place.x - frame.west) * frame.scale, (place.y - frame.north) * frame.scale];
    const [width, height] = [measure(place.name, found.sizePx) + SPACE_PX, found.sizePx + SPACE_PX];
    const overlaps = taken.some(
      (other) => 2 * Math.abs(other.x - x) < other.width + width && 2 * Math.abs(other.y - y) < other.height + height,
    );
    if (overlaps) continue;
    taken.push({ x, y, width, height });
    placed.push({ ...found, name: place.name, x, y });
  }
  return placed;
}

function keyOf({ kind, detail }: NamedPlace): string {
  if (TINY.has(detail)) return "hamlet";
  return detail in STYLES ? detail : kind;
}

function compare(a: NamedPlace, b: NamedPlace): number {
  return ORDER.indexOf(keyOf(a)) - ORDER.indexOf(keyOf(b)) || b.rank - a.rank;
}
