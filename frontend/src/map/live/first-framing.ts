import { isLive } from "../../fleet/motion-status";
import type { Tracker } from "../../fleet/tracker";
import { frameFleet, type WorldBox } from "../frame-fleet";
import type { Viewport } from "../viewport";

/** The first shipments of an empty tracker rarely come alone: for so long the map still makes room for the next. */
const FRAMING_MS = 15_000;

/** Frames the fleet at first sight, and never once a person has moved the map. */
export class FirstFraming {
  readonly #tracker: Tracker;
  #framedAtMs: number | null = null;
  #framedCount = 0;

  constructor(tracker: Tracker) {
    this.#tracker = tracker;
  }

  frame(viewport: Viewport, nowMs: number): void {
    const { count } = this.#tracker.store;
    if (viewport.isTouched || !this.#tracker.hasSnapshot || count === this.#framedCount) return;
    if (this.#framedAtMs !== null && nowMs - this.#framedAtMs > FRAMING_MS) return;
    this.#framedAtMs ??= nowMs;
    const box = fleetBox(this.#tracker);
    if (box !== null && (this.#framedCount === 0 || !viewport.sees(box))) viewport.showBox(box, false);
    this.#framedCount = count;
  }
}

/** Return the box of what is live; only where nothing is, of what is shown, or else of anything at all. */
export function fleetBox({ store, view }: Tracker): WorldBox | null {
  const all = [...store.slots()];
  const shown = all.filter((slot) => view.isShown(slot));
  const live = shown.filter((slot) => isLive(view.codeAt(slot)));
  const slots = [live, shown, all].find((some) => some.length > 0) ?? [];
  return frameFleet(
    slots.map((slot) => store.columns.worldX[slot] ?? 0),
    slots.map((slot) => store.columns.worldY[slot] ?? 0),
  );
}
