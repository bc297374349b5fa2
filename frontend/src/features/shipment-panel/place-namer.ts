import { backoffMs } from "../../api/backoff";
import type { PlaceName, PlaceNamesApi } from "../../api/place-names";
import { distanceM } from "../../geo/earth";

/** A shipment is named again after it moved this far, since the text has steps of 0.1 km. */
export const MOVED_M = 100;
/** A reader who moves through the list selects each shipment briefly; those need no request. */
export const FIRST_MS = 250;
const PAUSE_MS = 3_000;
const RETRY_MS = 10_000;
const MOST_RETRY_MS = 300_000;

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Names the place of a moving shipment: one request at a time, with longer pauses after failures. */
export class PlaceNamer {
  readonly #places: PlaceNamesApi;
  readonly #onName: (name: PlaceName) => void;
  readonly #abort = new AbortController();
  #at: Place | null = null;
  #asked: Place | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isAsking = false;
  #pauseMs = FIRST_MS;
  #failures = 0;

  constructor(places: PlaceNamesApi, onName: (name: PlaceName) => void) {
    this.#places = places;
    this.#onName = onName;
  }

  /** Set the shipment's current place; a name follows if it moved far enough. */
  look(at: Place): void {
    this.#at = at;
    if (this.#abort.signal.aborted || this.#isAsking || this.#timer !== null) return;
    if (this.#asked !== null && apartM(this.#asked, at) < MOVED_M) return;
    this.#timer = setTimeout(() => void this.#ask(), this.#pauseMs);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#abort.abort();
  }

  async #ask(): Promise<void> {
    this.#timer = null;
    const at = this.#at;
    if (at === null) return;
    this.#isAsking = true;
    const name = await this.#places.nameOf(at.latitude, at.longitude, this.#abort.signal);
    this.#isAsking = false;
    if (this.#abort.signal.aborted) return;
    if (name === null) {
      this.#failures += 1;
      this.#pauseMs = backoffMs(this.#failures, RETRY_MS, MOST_RETRY_MS);
    } else {
      [this.#asked, this.#pauseMs, this.#failures] = [at, PAUSE_MS, 0];
      this.#onName(name);
    }
    this.look(this.#at ?? at);
  }
}

function apartM(a: Place, b: Place): number {
  return distanceM(a.latitude, a.longitude, b.latitude, b.longitude);
}
