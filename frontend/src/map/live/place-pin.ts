import { worldX, worldY } from "../../geo/earth";
import type { Point } from "../../geo/point";
import { PinMarker } from "../pin-marker";
import type { Viewport } from "../viewport";

/** A place that a person chose. */
export interface Pin extends Point {
  readonly name: string;
  /** The map flies there, once for each request. */
  readonly flight: number;
}

/** The chosen place on the map. */
export class PlacePin {
  readonly marker = new PinMarker();
  #pin: Pin | null = null;
  #flown = 0;

  show(pin: Pin | null): void {
    this.#pin = pin;
  }

  drawFrame(viewport: Viewport): void {
    if (this.#pin === null) {
      this.marker.hide();
      return;
    }
    const { name, latitude, longitude, flight } = this.#pin;
    const [x, y] = [viewport.copyInView(worldX(longitude)), worldY(latitude)];
    this.marker.show(name, x, y);
    if (flight <= this.#flown) return;
    this.#flown = flight;
    viewport.touch();
    viewport.flyTo(x, y);
  }
}
