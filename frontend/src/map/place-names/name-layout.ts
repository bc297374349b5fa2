import { nearestCopy } from "../../geo/longitude";

/** How a name is written. */
export interface NameStyle {
  readonly font: string;
  readonly sizePx: number;
  readonly spacingPx: number;
  /** Whether a dot marks the place and the name stands beside it; else the name stands on the place. */
  readonly hasDot: boolean;
}

/** A name that may be written, on the unit square. */
export interface NameCandidate {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly style: NameStyle;
}

/** A part of the world in pixels of the whole world, by its middle. */
export interface NameBox {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

export interface PlacedName extends NameCandidate {
  readonly widthPx: number;
}

export type Measure = (text: string, style: NameStyle) => number;

const FONT = "system-ui, sans-serif";
export const DOT_PX = 2;
/** From the middle of the dot to the name. */
export const BESIDE_PX = 6;
/** Room around a name, so that the map stays readable. */
const AROUND_PX = { x: 14, y: 9 };

const townStyle = (weight: number, sizePx: number): NameStyle => ({
  font: `${weight} ${sizePx}px ${FONT}`,
  sizePx,
  spacingPx: 0,
  hasDot: true,
});
const TOWN_STYLES: readonly (readonly [leastPopulation: number, style: NameStyle])[] = [
  [1_000_000, townStyle(600, 14)],
  [100_000, townStyle(600, 12)],
  [10_000, townStyle(500, 11)],
];
const VILLAGE = townStyle(400, 11);
export const STATE_STYLE: NameStyle = { font: `500 11px ${FONT}`, sizePx: 11, spacingPx: 1.2, hasDot: false };

export function townStyleOf(population: number): NameStyle {
  return TOWN_STYLES.find(([least]) => population >= least)?.[1] ?? VILLAGE;
}

/** Return the names that have room, an earlier one before a later one, in a world of `scale` pixels. */
export function placeNames(
  candidates: readonly NameCandidate[],
  taken: readonly NameBox[],
  scale: number,
  measure: Measure,
): readonly PlacedName[] {
  const boxes = [...taken];
  const placed: PlacedName[] = [];
  for (const candidate of candidates) {
    const widthPx = measure(candidate.text, candidate.style);
    const box = boxOf(candidate, widthPx, scale);
    if (boxes.some((other) => overlaps(box, other, scale))) continue;
    boxes.push(box);
    placed.push({ ...candidate, widthPx });
  }
  return placed;
}

function boxOf({ x, y, style }: NameCandidate, widthPx: number, scale: number): NameBox {
  const west = style.hasDot ? -DOT_PX : -widthPx / 2;
  const east = style.hasDot ? BESIDE_PX + widthPx : widthPx / 2;
  return {
    x: x * scale + (west + east) / 2,
    y: y * scale,
    halfWidth: (east - west) / 2 + AROUND_PX.x,
    halfHeight: style.sizePx / 2 + AROUND_PX.y,
  };
}

function overlaps(a: NameBox, b: NameBox, scale: number): boolean {
  if (Math.abs(a.y - b.y) >= a.halfHeight + b.halfHeight) return false;
  // The antimeridian is no edge: a name right of it may reach into one left of it.
  const apart = Math.abs(nearestCopy(a.x / scale, b.x / scale) * scale - b.x);
  return apart < a.halfWidth + b.halfWidth;
}
