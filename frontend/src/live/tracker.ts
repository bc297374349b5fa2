import { ChangeStream, type EventSourceLike } from "./change-stream";
import type { Connection } from "./connection";
import { DelayMeter } from "./delay-meter";
import { FleetFeed } from "./fleet-feed";
import { FleetStore } from "./fleet-store";
import { FleetView } from "./fleet-view";
import { ServerClock } from "./server-clock";

/** How often panels are drawn anew; positions on the map do not wait for it. */
export const REFRESH_EVERY_MS = 500;
/** Of a very large fleet the panels are drawn less often, so that this share of the time is left for all else. */
const REFRESH_SHARE = 0.05;

/** All that lives outside React, wired together: one per page. */
export class Tracker {
  readonly store = new FleetStore();
  readonly view: FleetView;
  readonly #clock = new ServerClock();
  readonly #delays = new DelayMeter();
  readonly #feed: FleetFeed;
  readonly #stream: ChangeStream;
  readonly #listeners = new Set<() => void>();
  #connection: Connection = { status: "connecting" };
  #hasSnapshot = false;

  constructor(createEventSource: (url: string) => EventSourceLike) {
    this.view = new FleetView(this.store, () => this.now());
    this.#feed = new FleetFeed({
      store: this.store,
      clock: this.#clock,
      delays: this.#delays,
      beforeNextFrame: (callback) => requestAnimationFrame(callback),
      onFirstSnapshot: () => {
        this.#hasSnapshot = true;
        this.view.refresh();
        this.#tell();
      },
    });
    this.#stream = new ChangeStream({
      url: "api/stream",
      createEventSource,
      onEvent: (event, cursor) => this.#feed.accept(event, cursor),
      onConnection: (connection) => this.#onConnection(connection),
    });
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Whether the whole fleet was here once, so that "none" means none. */
  get hasSnapshot(): boolean {
    return this.#hasSnapshot;
  }

  /** Return the server's time in Unix seconds. */
  now(): number {
    return this.#clock.now(Date.now());
  }

  /** Return seconds from the server's edge to this page, or null when nothing arrived lately. */
  delayS(): number | null {
    return this.#delays.medianS(Date.now());
  }

  /** Call `listener` when the connection changes and after the first snapshot. Returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Connect and keep the view fresh. Returns how to stop both. */
  start(): () => void {
    const retry = () => {
      if (document.visibilityState === "visible") this.#stream.retryNow();
    };
    const stopRefreshing = this.#keepFresh();
    addEventListener("online", retry);
    document.addEventListener("visibilitychange", retry);
    this.#stream.open();
    return () => {
      stopRefreshing();
      removeEventListener("online", retry);
      document.removeEventListener("visibilitychange", retry);
      this.#stream.close();
    };
  }

  #keepFresh(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      const startMs = performance.now();
      this.view.refresh();
      const tookMs = performance.now() - startMs;
      timer = setTimeout(refresh, Math.max(REFRESH_EVERY_MS, tookMs / REFRESH_SHARE));
    };
    timer = setTimeout(refresh, REFRESH_EVERY_MS);
    return () => clearTimeout(timer);
  }

  #onConnection(connection: Connection): void {
    if (connection.status === "reconnecting" || connection.status === "offline") this.#feed.onConnectionLost();
    this.#connection = connection;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
