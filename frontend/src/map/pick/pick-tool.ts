import { wrappedLongitude } from "../../geo/longitude";
import type { Point } from "../../geo/point";
import type { MapTool } from "../map-tool";

/** Asks for one place on the map. */
export class PickTool implements MapTool {
  readonly layers = [];
  readonly shortcuts = [];
  readonly #onPicked: (place: Point) => void;

  constructor(onPicked: (place: Point) => void) {
    this.#onPicked = onPicked;
  }

  onPlace({ latitude, longitude }: Point): void {
    this.#onPicked({ latitude, longitude: wrappedLongitude(longitude) });
  }

  onPointer(): void {}
}
