import { PMTiles } from "pmtiles";
import type { StreetTile, TileAddress } from "./street-tile";
import { decodeTile } from "./street-tile";

/** Tiles kept in memory: several screens, a few MB. */
const MOST_TILES = 96;
/** A tile that failed to load is requested again after this. */
const RETRY_MS = 10_000;

export interface TileArchive {
  getZxy(z: number, x: number, y: number, signal?: AbortSignal): Promise<{ readonly data: ArrayBuffer } | undefined>;
}

/** Return the file at an address of the tracker, read in ranges. */
export function openArchive(url: string): TileArchive {
  return new PMTiles(url);
}

/** The decoded tiles of one file; loads what is asked for and reports when it has arrived. */
export class StreetTiles {
  readonly #archive: TileArchive;
  readonly #languages: readonly string[];
  readonly #onLoad: () => void;
  readonly #abort = new AbortController();
  /** In the order of their last use; null for one that is on its way or failed lately. */
  readonly #tiles = new Map<string, StreetTile | null>();

  constructor(archive: TileArchive, languages: readonly string[], onLoad: () => void) {
    this.#archive = archive;
    this.#languages = languages;
    this.#onLoad = onLoad;
  }

  /** Return a tile if it is in memory. */
  peek(address: TileAddress): StreetTile | null {
    return this.#tiles.get(keyOf(address)) ?? null;
  }

  /** Return a tile, or null while it loads; it then reports its arrival. */
  request(address: TileAddress): StreetTile | null {
    const key = keyOf(address);
    const held = this.#tiles.get(key);
    if (held === undefined) void this.#load(key, address);
    else this.#keep(key, held);
    return held ?? null;
  }

  /** Stop all loading. */
  close(): void {
    this.#abort.abort();
  }

  async #load(key: string, address: TileAddress): Promise<void> {
    const { signal } = this.#abort;
    this.#keep(key, null);
    try {
      const answer = await this.#archive.getZxy(address.z, address.x, address.y, signal);
      this.#keep(key, decodeTile(answer?.data ?? new ArrayBuffer(0), address, this.#languages));
    } catch {
      const timer = setTimeout(() => {
        this.#tiles.delete(key);
        this.#onLoad();
      }, RETRY_MS);
      signal.addEventListener("abort", () => clearTimeout(timer));
      return;
    }
    if (!signal.aborted) this.#onLoad();
  }

  #keep(key: string, tile: StreetTile | null): void {
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    for (const oldest of this.#tiles.keys()) {
      if (this.#tiles.size <= MOST_TILES) return;
      this.#tiles.delete(oldest);
    }
  }
}

function keyOf({ z, x, y }: TileAddress): string {
  return `${z}/${x}/${y}`;
}
