import type { Town } from "../../api/place-names";
import { worldX, worldY } from "../../geo/earth";
import { type CanvasFrame, ZOOM_STEP } from "../canvas-layer";
import type { WorldBox } from "../frame-fleet";
import { drawNames, type NameColours, setStyle } from "./draw-names";
import { namesWithRoom, STATES_FROM_ZOOM } from "./draw-states";
import {
  type NameBox,
  type NameCandidate,
  type NameStyle,
  type PlacedName,
  placeNames,
  townStyleOf,
} from "./name-layout";
import type { StateName } from "./state-shapes";
import { TOWNS_FROM_ZOOM } from "./town-tiles";

/** At lower zooms, names of states are more useful than those of smaller cities. */
const CITIES_FIRST_FROM_ZOOM = 6;
const MOST_WIDTHS = 4_000;

/** Names on the ground besides those of countries; they are laid out once for each zoom and set of names. */
export class PlaceNames {
  readonly #widths = new Map<string, number>();
  #given: readonly Town[] = [];
  #towns: readonly NameCandidate[] = [];
  #states: readonly StateName[] = [];
  #laidOut: { readonly scale: number; readonly names: readonly PlacedName[] } | null = null;

  /** Set the towns, the largest first; return whether they differ from those before. */
  setTowns(towns: readonly Town[]): boolean {
    if (towns.length === this.#given.length && towns.every((town, i) => town === this.#given[i])) return false;
    this.#given = towns;
    this.#towns = towns.map(({ name, latitude, longitude, population }) => ({
      text: name,
      x: worldX(longitude),
      y: worldY(latitude),
      style: townStyleOf(population),
    }));
    this.#laidOut = null;
    return true;
  }

  /** Take the names of states. */
  setStates(names: readonly StateName[]): void {
    this.#states = names;
    this.#laidOut = null;
  }

  /** Discard the layout, because the other names on the map changed. */
  forget(): void {
    this.#laidOut = null;
  }

  /**
   * Draw into a part of the ground; `taken` are the names of countries, and `hidden` areas have names of their own.
   *
   * During a zoom the scale changes with every frame and names cannot be read, so this draws none.
   */
  draw(
    pen: CanvasRenderingContext2D,
    frame: CanvasFrame,
    colours: NameColours,
    { taken, hidden }: { readonly taken: (scale: number) => readonly NameBox[]; readonly hidden: readonly WorldBox[] },
  ): void {
    if (frame.zoom < STATES_FROM_ZOOM || !Number.isInteger(frame.zoom / ZOOM_STEP)) return;
    if (this.#laidOut?.scale !== frame.scale) {
      const shown = this.#candidates(frame).filter((name) => !hidden.some((area) => isIn(name, area)));
      const measure = (text: string, style: NameStyle) => this.#width(pen, text, style);
      this.#laidOut = { scale: frame.scale, names: placeNames(shown, taken(frame.scale), frame.scale, measure) };
    }
    drawNames(pen, frame, this.#laidOut.names, colours);
  }

  /** Return what may be written, the most important first: large cities, states, then all other towns. */
  #candidates({ zoom, scale }: CanvasFrame): readonly NameCandidate[] {
    const states = namesWithRoom(this.#states, scale);
    if (zoom < TOWNS_FROM_ZOOM) return states;
    const least = zoom < CITIES_FIRST_FROM_ZOOM ? 1_000_000 : 100_000;
    const large = this.#given.filter(({ population }) => population >= least).length;
    return [...this.#towns.slice(0, large), ...states, ...this.#towns.slice(large)];
  }

  #width(pen: CanvasRenderingContext2D, text: string, style: NameStyle): number {
    const key = `${style.font} ${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      if (this.#widths.size >= MOST_WIDTHS) this.#widths.clear();
      setStyle(pen, style);
      width = pen.measureText(text).width;
      this.#widths.set(key, width);
    }
    return width;
  }
}

function isIn({ x, y }: NameCandidate, { west, east, north, south }: WorldBox): boolean {
  return x > west && x < east && y > north && y < south;
}
