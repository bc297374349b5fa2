import { lengthM } from "../../geo/great-circle";
import type { Point } from "../../geo/point";
import type { MapTool } from "../map-tool";
import { MeasureLayer } from "./measure-layer";
import { NO_WAY, withoutLast, withPlace } from "./measured-way";

/** A click this near to the last place is that place. */
const SAME_PX = 6;

/** A ruler: each place adds a leg. Tells its subscribers of each change. */
export class MeasureTool implements MapTool {
  readonly layers;
  readonly shortcuts = [["Backspace", () => this.undo()]] as const;
  readonly #layer = new MeasureLayer();
  readonly #metresPerPx: () => number;
  readonly #listeners = new Set<() => void>();
  #way = NO_WAY;

  constructor(metresPerPx: () => number) {
    this.layers = [this.#layer];
    this.#metresPerPx = metresPerPx;
  }

  get way() {
    return this.#way;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  onPlace(place: Point): void {
    const last = this.#way.places.at(-1);
    const isSame = last !== undefined && lengthM([last, place]) < SAME_PX * this.#metresPerPx();
    this.#change(withPlace(this.#way, place, isSame));
  }

  onPointer(place: Point | null): void {
    this.#layer.show(this.#way, place);
  }

  undo(): void {
    this.#change(withoutLast(this.#way));
  }

  #change(way: typeof NO_WAY): void {
    this.#way = way;
    this.#layer.show(way, null);
    for (const listener of this.#listeners) listener();
  }
}
