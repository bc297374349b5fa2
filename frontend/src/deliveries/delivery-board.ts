import { type ApiClient, addressOf } from "../api/client";
import { decodeStreamEvent } from "../api/stream-events";
import { askForRowsOf } from "../api/table-rows";
import type { Delivery } from "../api/types";
import type { StreamOpener } from "../stream/change-stream";
import type { Connection } from "../stream/connection";
import { LiveTable } from "../stream/live-table";
import { DeliveryFeed } from "./delivery-feed";
import type { Entry } from "./delivery-order";
import { ALL_DELIVERIES, type DeliveryQuery, matcherOf } from "./delivery-query";
import { DeliveryStore } from "./delivery-store";

/** How often the table is drawn again while rows change. */
export const REFRESH_EVERY_MS = 500;

export interface DeliveryBoardParts {
  readonly client: ApiClient;
  readonly opener: StreamOpener;
  /** Returns the server's time, Unix seconds. */
  readonly serverNow: () => number;
}

/** Follows all deliveries, and shows those that are wanted in order. */
export class DeliveryBoard {
  readonly store = new DeliveryStore();
  readonly now: () => number;
  readonly #table: LiveTable<Delivery>;
  readonly #listeners = new Set<() => void>();
  #query = ALL_DELIVERIES;
  #shown: readonly Entry[] = [];
  #version = 0;
  #hasTable = false;
  #heardAtS: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ client, opener, serverNow }: DeliveryBoardParts) {
    this.now = serverNow;
    const feed = new DeliveryFeed({
      store: this.store,
      onChange: () => this.#refreshSoon(),
      onTable: () => {
        this.#hasTable = true;
        this.#refresh();
      },
      onHeard: () => {
        this.#heardAtS = serverNow();
      },
    });
    this.#table = new LiveTable({
      streamUrl: addressOf("/api/stream/deliveries"),
      askForRows: askForRowsOf<Delivery>(client, "/api/deliveries"),
      decode: decodeStreamEvent<Delivery>,
      sink: feed,
      opener,
      serverNow,
      onConnection: () => this.#tell(),
    });
  }

  get connection(): Connection {
    return this.#table.connection;
  }

  /** Whether every delivery was here once, so that "none" means none. */
  get hasTable(): boolean {
    return this.#hasTable;
  }

  /** When the server last sent anything, Unix seconds: until then the table was up to date. */
  get heardAtS(): number | null {
    return this.#heardAtS;
  }

  /** Grows with each change that the screen should show. */
  get version(): number {
    return this.#version;
  }

  /** The wanted deliveries, the most urgent first. */
  get shown(): readonly Entry[] {
    return this.#shown;
  }

  setQuery(query: DeliveryQuery): void {
    if (query === this.#query) return;
    this.#query = query;
    this.#refresh();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Connect. Returns a function that disconnects. */
  start(): () => void {
    const disconnect = this.#table.connect();
    return () => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      disconnect();
    };
  }

  #refreshSoon(): void {
    this.#timer ??= setTimeout(() => this.#refresh(), REFRESH_EVERY_MS);
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sorted = this.store.sorted();
    this.#shown = this.#query === ALL_DELIVERIES ? sorted : sorted.filter(matcherOf(this.#query));
    this.#tell();
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
