import { type ApiClient, addressOf } from "../api/client";
import { decodeStreamEvent } from "../api/stream-events";
import { askForRowsOf } from "../api/table-rows";
import type { Row } from "../api/types";
import type { CaughtUp } from "../stream/catch-up";
import type { StreamOpener } from "../stream/change-stream";
import type { Connection } from "../stream/connection";
import { DelayMeter, type Spread, spreadOf } from "../stream/delay-meter";
import { LiveTable } from "../stream/live-table";
import type { ServerClock } from "../stream/server-clock";
import { SleepWatch } from "../stream/sleep-watch";
import { DriverBook } from "./driver-book";
import { FleetFeed } from "./fleet-feed";
import { FleetStore } from "./fleet-store";
import { FleetView } from "./fleet-view";

/** How often panels are drawn anew; positions on the map do not wait for it. */
export const REFRESH_EVERY_MS = 500;
/** Of a very large fleet the panels are drawn less often, so that this share of the time is left for all else. */
const REFRESH_SHARE = 0.05;

/** Longest wait for an answer that is requested only for its time. */
const TIME_WAIT_MS = 3_000;

export interface TrackerParts {
  readonly opener: StreamOpener;
  readonly client: ApiClient;
  /** The client sets it too. */
  readonly clock: ServerClock;
}

/** All that lives outside React, wired together: one per page. */
export class Tracker {
  readonly store = new FleetStore();
  readonly drivers = new DriverBook();
  readonly view: FleetView;
  readonly #opener: StreamOpener;
  readonly #clock: ServerClock;
  readonly #sleepWatch: SleepWatch;
  readonly #deviceDelays = new DelayMeter();
  readonly #screenDelays = new DelayMeter();
  readonly #feed: FleetFeed;
  readonly #table: LiveTable<Row>;
  readonly #listeners = new Set<() => void>();
  #hasSnapshot = false;

  constructor({ opener, client, clock }: TrackerParts) {
    this.#opener = opener;
    this.#clock = clock;
    this.#sleepWatch = new SleepWatch(clock, async () => {
      const { headers } = await client.get("/api/session", { timeoutMs: TIME_WAIT_MS });
      return headers?.has("Date") === true;
    });
    this.view = new FleetView(this.store, () => this.now());
    this.#feed = new FleetFeed({
      store: this.store,
      drivers: this.drivers,
      clock,
      deviceDelays: this.#deviceDelays,
      screenDelays: this.#screenDelays,
      beforeNextFrame: (callback) => requestAnimationFrame(callback),
      onFirstSnapshot: () => {
        this.#hasSnapshot = true;
        this.view.refresh();
        this.#tell();
      },
    });
    this.#table = new LiveTable({
      streamUrl: addressOf("/api/stream"),
      askForRows: askForRowsOf<Row>(client, "/api/shipments"),
      decode: decodeStreamEvent<Row>,
      sink: this.#feed,
      opener,
      serverNow: () => this.now(),
      onConnection: () => this.#tell(),
    });
  }

  get connection(): Connection {
    return this.#table.connection;
  }

  /** Whether the whole fleet was here once, so that "none" means none. */
  get hasSnapshot(): boolean {
    return this.#hasSnapshot;
  }

  /** Return the server's time in Unix seconds. */
  now(): number {
    return this.#clock.now(performance.now());
  }

  /** Whether a heartbeat has told the server's time, so that delays can be measured. */
  get knowsServerTime(): boolean {
    return this.#clock.isKnown;
  }

  /** Return how long a fix takes from the server's edge to this page, or null when nothing arrived lately. */
  screenDelay(): Spread | null {
    return this.#screenDelays.spread(performance.now());
  }

  /** Return how long a fix takes from its device to the server's edge, or null when nothing arrived lately. */
  deviceDelay(): Spread | null {
    return this.#deviceDelays.spread(performance.now());
  }

  /** Return how old the last fixes of the shipments are that can be seen, or null when there are none. */
  fixAge(): Spread | null {
    const now = this.now();
    const { timestamp } = this.store.columns;
    return spreadOf(this.view.order.map((slot) => now - (timestamp[slot] ?? now)));
  }

  /** Return by how many seconds the last heartbeat was held back on its way. */
  get heartbeatLagS(): number {
    return this.#clock.heartbeatLagS;
  }

  /** What the page got when its stream last went on after a loss. */
  get caughtUp(): CaughtUp | null {
    return this.#feed.catchUp.last;
  }

  /** Whether another tab of this browser holds the stream that this one lives on. */
  get isSharing(): boolean {
    return this.#opener.isShared;
  }

  /** Cut the wait for the next try short. */
  retryNow(): void {
    this.#table.retryNow();
  }

  /** Call `listener` when the connection changes and after the first snapshot. Returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Connect and keep the view fresh. Returns how to stop both. */
  start(): () => void {
    const stopRefreshing = this.#keepFresh();
    const disconnect = this.#table.connect();
    return () => {
      stopRefreshing();
      disconnect();
    };
  }

  #keepFresh(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      const startMs = performance.now();
      this.#sleepWatch.look();
      this.view.refresh();
      const tookMs = performance.now() - startMs;
      timer = setTimeout(refresh, Math.max(REFRESH_EVERY_MS, tookMs / REFRESH_SHARE));
    };
    timer = setTimeout(refresh, REFRESH_EVERY_MS);
    return () => clearTimeout(timer);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
