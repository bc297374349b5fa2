import { backoffMs } from "../../api/backoff";
import type { PlaceNamesApi, Town } from "../../api/place-names";
import { boxOf, keyOf, limitOf, parentOf, type TownTile } from "./town-tiles";

const MOST_TILES = 256;
const MOST_REQUESTS = 3;
const RETRY_MS = 10_000;
const MOST_RETRY_MS = 300_000;
/** Answers for one view arrive in bursts, and each new set of names redraws the ground. */
const TELL_AFTER_MS = 100;

/** The towns of tiles, requested once and kept. A failure is silent, and the pause before the next request doubles. */
export class TownStore {
  readonly #places: PlaceNamesApi;
  readonly #onTowns: () => void;
  readonly #signal: AbortSignal;
  readonly #kept = new Map<string, readonly Town[]>();
  readonly #asking = new Set<string>();
  #wanted: readonly TownTile[] = [];
  #retryTimer: ReturnType<typeof setTimeout> | null = null;
  #tellTimer: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;

  constructor(places: PlaceNamesApi, onTowns: () => void, signal: AbortSignal) {
    this.#places = places;
    this.#onTowns = onTowns;
    this.#signal = signal;
    signal.addEventListener("abort", () => {
      for (const timer of [this.#retryTimer, this.#tellTimer]) if (timer !== null) clearTimeout(timer);
    });
  }

  /** Request those of these tiles that are not kept; waiting requests of an earlier call are dropped. */
  want(tiles: readonly TownTile[]): void {
    this.#wanted = tiles;
    this.#askNext();
  }

  /** Return the towns of the wanted tiles; where a tile has not arrived, those of the next larger one that has. */
  towns(): readonly Town[] {
    const found = new Map<string, Town>();
    for (const tile of this.#wanted) {
      for (const town of this.#nearestKept(tile)) found.set(`${town.name} ${town.latitude} ${town.longitude}`, town);
    }
    return [...found.values()].toSorted((a, b) => b.population - a.population);
  }

  #nearestKept(tile: TownTile): readonly Town[] {
    for (let at = tile; at.level >= 0; at = parentOf(at)) {
      const towns = this.#kept.get(keyOf(at));
      if (towns !== undefined) return towns;
    }
    return [];
  }

  #askNext(): void {
    if (this.#retryTimer !== null || this.#signal.aborted) return;
    for (const tile of this.#wanted) {
      if (this.#asking.size >= MOST_REQUESTS) return;
      const key = keyOf(tile);
      if (!this.#kept.has(key) && !this.#asking.has(key)) void this.#ask(tile, key);
    }
  }

  async #ask(tile: TownTile, key: string): Promise<void> {
    this.#asking.add(key);
    const towns = await this.#places.townsIn(boxOf(tile), limitOf(tile), this.#signal);
    this.#asking.delete(key);
    if (this.#signal.aborted) return;
    if (towns === null) {
      this.#pause();
      return;
    }
    this.#failures = 0;
    this.#keep(key, towns);
    this.#tellTimer ??= setTimeout(() => {
      this.#tellTimer = null;
      this.#onTowns();
    }, TELL_AFTER_MS);
    this.#askNext();
  }

  #keep(key: string, towns: readonly Town[]): void {
    this.#kept.set(key, towns);
    const inSight = new Set(this.#wanted.map(keyOf));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_TILES) return;
      if (!inSight.has(oldest)) this.#kept.delete(oldest);
    }
  }

  #pause(): void {
    if (this.#retryTimer !== null) return;
    this.#failures += 1;
    this.#retryTimer = setTimeout(
      () => {
        this.#retryTimer = null;
        this.#askNext();
      },
      backoffMs(this.#failures, RETRY_MS, MOST_RETRY_MS),
    );
  }
}
