import type { FleetDelta, FleetStore } from "../live/fleet-store";

/** Fixes that a trail keeps. */
export const TRAIL_LENGTH = 40;
/** Shipments that have a trail; in a larger fleet the rest go without, so that memory stays bounded. */
const MOST_TRAILS = 20_000;

/** The last places of every shipment since the page was opened, as x, y, x, y, … on the unit square, oldest first. */
export class Trails {
  readonly #store: FleetStore;
  readonly #places = new Map<number, number[]>();
  readonly #stop: () => void;

  constructor(store: FleetStore) {
    this.#store = store;
    this.#stop = store.onDelta((delta) => this.#onDelta(delta));
    this.#onDelta({ written: [...store.slots()], removed: [], membershipChanged: true });
  }

  of(slot: number): readonly number[] {
    return this.#places.get(slot) ?? [];
  }

  close(): void {
    this.#stop();
  }

  #onDelta({ written, removed }: FleetDelta): void {
    for (const slot of removed) this.#places.delete(slot);
    const { worldX, worldY } = this.#store.columns;
    for (const slot of written) {
      const known = this.#places.get(slot);
      if (known === undefined && this.#places.size >= MOST_TRAILS) continue;
      this.#places.set(slot, appendToTrail(known ?? [], worldX[slot] ?? 0, worldY[slot] ?? 0));
    }
  }
}

/** Return the trail with one more place at its end; standing still adds nothing. */
export function appendToTrail(trail: readonly number[], x: number, y: number): number[] {
  const isSamePlace = trail.at(-2) === x && trail.at(-1) === y;
  if (isSamePlace) return [...trail];
  return [...trail, x, y].slice(-2 * TRAIL_LENGTH);
}
