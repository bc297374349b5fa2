import type { Point } from "../../geo/point";
import type { MapMode, MapPointer } from "../map-mode";
import type { MapStage } from "../map-stage";
import type { Viewport } from "../viewport";
import { CrossHair } from "./cross-hair";

const WIDGETS = "button, a, summary, input, textarea, select";

/** Ask for a place: a click on the map, or the middle of the map by Enter. Esc cancels. */
export function pickPlace(stage: Pick<MapStage, "show">, under: MapMode): PickPlaceMode {
  const mode = new PickPlaceMode(under, () => stage.show(under));
  stage.show(mode);
  return mode;
}

/** Lies over another mode, which continues to draw; the pointer and some keys choose a place. */
export class PickPlaceMode implements MapMode {
  readonly layers;
  readonly pointer: MapPointer;
  /** The chosen place; null when the person or another mode ended it. */
  readonly picked: Promise<Point | null>;
  readonly #under: MapMode;
  readonly #onEnd: () => void;
  readonly #keys = new AbortController();
  #viewport: Viewport | null = null;
  #resolve: ((place: Point | null) => void) | null = null;

  constructor(under: MapMode, onEnd: () => void) {
    this.#under = under;
    this.#onEnd = onEnd;
    this.layers = [...under.layers, new CrossHair()];
    this.picked = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.pointer = {
      onClick: (x, y) => this.#end(this.#viewport?.pointAt(x, y) ?? null),
      onMove: () => false,
      onLeave: () => undefined,
      onDrag: () => under.pointer.onDrag(),
    };
  }

  get shortcuts() {
    return this.#under.shortcuts;
  }

  get isSteering(): boolean {
    return this.#under.isSteering;
  }

  activate(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#under.activate(viewport);
    // The map must not move away under the cross-hair.
    this.#under.pointer.onDrag();
    // Before the keys of the page, which use Enter and Esc for the list.
    addEventListener("keydown", (event) => this.#onKey(event), { capture: true, signal: this.#keys.signal });
  }

  deactivate(): void {
    this.#keys.abort();
    this.#under.deactivate();
    this.#viewport = null;
    this.#settle(null);
  }

  showAll(): void {
    this.#under.showAll();
  }

  drawFrame(nowMs: number): void {
    this.#under.drawFrame(nowMs);
  }

  onZoom(): void {
    this.#under.onZoom();
  }

  takeCentre(): void {
    this.#end(this.#viewport?.centre ?? null);
  }

  cancel(): void {
    this.#end(null);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const isInWidget = event.target instanceof HTMLElement && event.target.closest(WIDGETS) !== null;
    if (event.key === "Escape") this.cancel();
    else if (event.key === "Enter" && !isInWidget) this.takeCentre();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #end(place: Point | null): void {
    if (this.#settle(place)) this.#onEnd();
  }

  /** Return whether this was the first end. */
  #settle(place: Point | null): boolean {
    const resolve = this.#resolve;
    this.#resolve = null;
    resolve?.(place);
    return resolve !== null;
  }
}
