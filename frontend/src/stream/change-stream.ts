import { STREAM_EVENT_TYPES, type StreamEvent, type StreamEventType } from "../api/stream-events";
import {
  type Connection,
  DEAD_AFTER_MS,
  LATE_AFTER_MS,
  OFFLINE_AFTER_MS,
  OPEN_TIMEOUT_MS,
  retryDelayMs,
} from "./connection";

/** The part of the browser's EventSource that is used here. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

/** Opens streams; `isShared` while another tab's stream serves this page. */
export interface StreamOpener {
  readonly connect: (url: string) => EventSourceLike;
  readonly isShared: boolean;
}

export interface ChangeStreamOptions<R> {
  readonly url: string;
  /** Returns the event, or null when its data is not what the contract says. */
  readonly decode: (type: StreamEventType, data: string) => StreamEvent<R> | null;
  readonly createEventSource: (url: string) => EventSourceLike;
  readonly onEvent: (event: StreamEvent<R>, cursor: string | null) => void;
  readonly onConnection: (connection: Connection) => void;
  /** A lost stream goes on from where it was; what comes first is what was missed. */
  readonly onResume?: () => void;
  /** Returns the server's time, Unix seconds. */
  readonly serverNow: () => number;
  readonly random?: () => number;
}

/**
 * Keeps one stream open and knows how well that goes.
 *
 * The browser's own reconnect gives up for good after any answer but 200, waits a fixed time and shows neither, so
 * every loss is handled here: close, wait, open again with the last cursor.
 */
export class ChangeStream<R> {
  readonly #options: ChangeStreamOptions<R>;
  readonly #random: () => number;
  #source: EventSourceLike | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cursor: string | null = null;
  #attempt = 0;
  #heardAt: number | null = null;
  #heardAtS: number | null = null;
  #isHeldBack = false;
  #lostAt: number | null = null;
  #connection: Connection = { status: "connecting" };

  constructor(options: ChangeStreamOptions<R>) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  /** Connect now; also cuts a wait short, for example when the network is back. */
  open(): void {
    this.close();
    const source = this.#options.createEventSource(this.#address());
    this.#source = source;
    source.addEventListener("open", () => this.#onOpen());
    source.addEventListener("error", () => this.#onLost());
    for (const type of STREAM_EVENT_TYPES) {
      source.addEventListener(type, (event) => this.#onMessage(type, event));
    }
    // A server that is gone refuses at once. Who lets one wait is a proxy that keeps the stream to itself.
    this.#waitFor(OPEN_TIMEOUT_MS, () => this.#onLost(true));
  }

  /** Cut a wait short; an open connection stays as it is. */
  retryNow(): void {
    if (this.#source === null) this.open();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #address(): string {
    const { url } = this.#options;
    if (this.#cursor === null) return url;
    return `${url}${url.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(this.#cursor)}`;
  }

  #onOpen(): void {
    // Without a cursor nothing is on the screen yet: live begins with the complete snapshot. Where the last stream was
    // held back, this one must say something first. Both have as long as the opening had.
    if (this.#cursor === null || this.#isHeldBack) return;
    if (this.#lostAt !== null) this.#options.onResume?.();
    this.#onHeard();
  }

  #onMessage(type: StreamEventType, message: MessageEvent<string>): void {
    const event = this.#options.decode(type, message.data);
    if (event === null) {
      // What was in it is unknown, so only a new snapshot is sure to be right.
      this.#cursor = null;
      this.#onLost();
      return;
    }
    const cursor = this.#remember(event, message.lastEventId);
    this.#options.onEvent(event, cursor);
    if (event.type === "bye") this.#onLost();
    else this.#onHeard();
  }

  /** A snapshot counts only when complete, so the cursor is empty from `reset` until then. */
  #remember(event: StreamEvent<R>, id: string): string | null {
    if (event.type === "reset") this.#cursor = null;
    else if (event.type !== "snapshot" && event.type !== "bye" && id !== "") this.#cursor = id;
    return this.#cursor;
  }

  #onHeard(): void {
    this.#heardAt = performance.now();
    this.#heardAtS = this.#options.serverNow();
    this.#isHeldBack = false;
    this.#watchSilence();
    if (this.#cursor === null) return;
    this.#attempt = 0;
    this.#lostAt = null;
    this.#become({ status: "live" });
  }

  #watchSilence(): void {
    this.#waitFor(LATE_AFTER_MS, () => {
      if (this.#heardAt !== null) this.#become({ status: "late", heardAt: this.#heardAt });
      this.#waitFor(DEAD_AFTER_MS - LATE_AFTER_MS, () => this.#onLost(true));
    });
  }

  #onLost(wasSilent = false): void {
    this.close();
    this.#isHeldBack = wasSilent;
    this.#attempt += 1;
    this.#lostAt ??= performance.now();
    const delayMs = retryDelayMs(this.#attempt, this.#random);
    const nextTryAt = performance.now() + delayMs;
    const lost = { nextTryAt, heardAtS: this.#heardAtS, isHeldBack: this.#isHeldBack };
    this.#become(
      performance.now() - this.#lostAt >= OFFLINE_AFTER_MS
        ? { status: "offline", ...lost }
        : { status: "reconnecting", attempt: this.#attempt, ...lost },
    );
    this.#waitFor(delayMs, () => this.open());
  }

  #waitFor(delayMs: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, delayMs);
  }

  #become(next: Connection): void {
    if (next.status === "live" && this.#connection.status === "live") return;
    this.#connection = next;
    this.#options.onConnection(next);
  }
}
