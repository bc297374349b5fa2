import { STREAM_EVENT_TYPES } from "../api/stream-events";
import type { EventSourceLike, StreamOpener } from "./change-stream";

/** What one tab tells the others of its stream: an event of it, or that it opened or broke. */
export interface Relayed {
  readonly leader: string;
  /** Counts up from 1, so that a tab knows when it missed one. */
  readonly number: number;
  readonly type: string;
  readonly data: string;
  readonly id: string;
}

/** The parts of BroadcastChannel and of the Web Locks that are used here. */
export interface TabChannel {
  postMessage(message: Relayed): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Relayed>) => void): void;
}
export interface TabLocks {
  request(name: string, options: { ifAvailable?: boolean }, granted: (lock: unknown) => Promise<void>): Promise<void>;
}

export interface SharedStreamOptions {
  readonly createEventSource: (url: string) => EventSourceLike;
  readonly channel: TabChannel;
  readonly locks: TabLocks;
  /** Names this tab among the others. */
  readonly tabId: string;
}

type Listener = (event: MessageEvent<string>) => void;

const LOCK = "tracker-stream";
const RELAYED_TYPES = ["open", "error", ...STREAM_EVENT_TYPES] as const;
/** Events that wait while a tab joins or is about to reconnect; with more it is cheaper to begin anew. */
const MOST_WAITING = 2_000;
/**
 * How long a tab goes on with its own stream after its snapshot. Behind a proxy the two streams may come from two
 * servers, and what the leader told before this tab listened must have reached the one that lags.
 */
const JOIN_AFTER_MS = 2_000;
/** A leader that says nothing for so long is frozen by its browser; its tab can be of no help. */
const MUTE_AFTER_MS = 40_000;

/**
 * One stream for all tabs of a browser, which would otherwise run out of connections at the seventh.
 *
 * The tab that holds a lock leads: its stream is a real one, and it tells the others every event. A tab that comes
 * later takes a snapshot by a short stream of its own and then goes over to what the leader tells. When the leader is
 * closed, the lock falls to another tab, which goes on from the last event that all of them have heard.
 */
export class SharedStream {
  readonly #options: SharedStreamOptions;
  #role: "new" | "asking" | "leader" | "follower" | "alone" = "new";
  #handle: Handle | null = null;
  #real: EventSourceLike | null = null;
  #url = "";
  #lastId = "";
  /** A follower has all that was told so far, and so can live on what is told next. */
  #hasJoined = false;
  #isLeaderOpen = false;
  /** The listening began in the middle of a leader's snapshot, whose end must not pass for a whole one. */
  #isCutSnapshot = true;
  #heard = { leader: "", number: 0, atMs: 0 };
  #waiting: Relayed[] = [];
  /** Some of what waited was given up, so that only a heartbeat, which follows all changes, may end the joining. */
  #hasGivenUp = false;
  #joinTimer: ReturnType<typeof setTimeout> | undefined;
  #told = 0;

  constructor(options: SharedStreamOptions) {
    this.#options = options;
    options.channel.addEventListener("message", (event) => this.#onRelayed(event.data));
  }

  /** Whether this tab lives on the stream of another one. */
  get isShared(): boolean {
    return this.#role === "follower" && this.#hasJoined;
  }

  /** Return what behaves like an EventSource of that address. */
  readonly connect = (url: string): EventSourceLike => {
    const handle = new Handle((closed) => this.#onClosed(closed));
    this.#handle = handle;
    this.#url = url;
    if (this.#role === "new") this.#askForLead();
    else if (this.#role !== "asking") this.#begin();
    return handle;
  };

  #askForLead(): void {
    this.#role = "asking";
    const { locks } = this.#options;
    const lead = () => {
      this.#lead();
      return new Promise<void>(() => undefined);
    };
    const follow = async () => {
      this.#role = "follower";
      this.#begin();
      // Granted when the leader's tab is gone.
      locks.request(LOCK, {}, lead).catch(() => undefined);
    };
    locks
      .request(LOCK, { ifAvailable: true }, (lock) => (lock === null ? follow() : lead()))
      .catch(() => {
        this.#role = "alone";
        this.#begin();
      });
  }

  #lead(): void {
    if (this.#role === "alone") return;
    const hasJoined = this.#hasJoined;
    this.#role = "leader";
    if (this.#handle === null) return;
    // A stream that was opened to join by is as good as any other, and goes on as the leader's.
    if (this.#real !== null) return;
    if (hasJoined && this.#lastId !== "") this.#openReal(withCursor(this.#url, this.#lastId));
    else this.#begin();
  }

  #begin(): void {
    if (this.#handle === null) return;
    if (this.#role === "follower" && this.#hasJoined) {
      if (performance.now() - this.#heard.atMs < MUTE_AFTER_MS) {
        queueMicrotask(() => this.#deliverWaiting());
        return;
      }
      this.#role = "alone";
    }
    this.#openReal(this.#url);
  }

  #openReal(url: string): void {
    const source = this.#options.createEventSource(url);
    this.#real = source;
    for (const type of RELAYED_TYPES) {
      source.addEventListener(type, (event) => {
        if (this.#real === source) this.#onReal(type, event);
      });
    }
  }

  #onReal(type: string, { data, lastEventId }: MessageEvent<string>): void {
    const [text, id] = [typeof data === "string" ? data : "", lastEventId ?? ""];
    if (id !== "") this.#lastId = id;
    this.#handle?.dispatch(type, text, id);
    if (this.#role === "leader") this.#tell(type, text, id);
    else if (this.#role === "follower" && type === "heartbeat") this.#join();
    else if (this.#role === "follower" && type === "snapshot-complete" && !this.#hasGivenUp) {
      clearTimeout(this.#joinTimer);
      this.#joinTimer = setTimeout(() => this.#join(), JOIN_AFTER_MS);
    }
  }

  #tell(type: string, data: string, id: string): void {
    this.#told += 1;
    this.#options.channel.postMessage({ leader: this.#options.tabId, number: this.#told, type, data, id });
  }

  #join(): void {
    // Where nobody has told anything yet, the tab goes on with its own stream until somebody does.
    if (this.#role !== "follower" || this.#real === null || this.#heard.leader === "") return;
    this.#closeReal();
    this.#hasJoined = true;
    this.#hasGivenUp = false;
    this.#deliverWaiting();
  }

  #onRelayed(relayed: Relayed): void {
    if (this.#role !== "follower" && this.#role !== "asking") return;
    const { leader, number } = this.#heard;
    const isNext = relayed.leader === leader ? relayed.number === number + 1 : relayed.number === 1 || leader === "";
    this.#heard = { leader: relayed.leader, number: relayed.number, atMs: performance.now() };
    this.#isLeaderOpen = relayed.type !== "error";
    if (this.#isCut(relayed.type)) return;
    if (this.#hasJoined && !isNext) this.#leave();
    else if (this.#hasJoined && this.#handle !== null && this.#waiting.length === 0) this.#deliver(relayed);
    else if (this.#waiting.push(relayed) > MOST_WAITING) this.#leave();
  }

  /** Return whether the event belongs to a snapshot whose beginning this tab did not hear. */
  #isCut(type: string): boolean {
    if (!this.#isCutSnapshot) return false;
    if (type !== "snapshot") this.#isCutSnapshot = false;
    return type === "snapshot" || type === "snapshot-complete";
  }

  /** Take what the leader tells no longer for complete; the page connects again and joins anew. */
  #leave(): void {
    this.#waiting = [];
    this.#hasGivenUp = true;
    clearTimeout(this.#joinTimer);
    if (!this.#hasJoined) return;
    this.#hasJoined = false;
    this.#handle?.dispatch("error", "", "");
  }

  #deliverWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (this.#isLeaderOpen) this.#handle?.dispatch("open", "", "");
    for (const relayed of waiting) {
      if (relayed.type !== "open" && relayed.type !== "error") this.#deliver(relayed);
    }
  }

  #deliver({ type, data, id }: Relayed): void {
    if (id !== "") this.#lastId = id;
    this.#handle?.dispatch(type, data, id);
  }

  #onClosed(closed: Handle): void {
    if (this.#handle !== closed) return;
    this.#handle = null;
    if (this.#real === null) return;
    this.#closeReal();
    if (this.#role === "leader") this.#tell("error", "", "");
  }

  #closeReal(): void {
    clearTimeout(this.#joinTimer);
    this.#real?.close();
    this.#real = null;
  }
}

/** What the page holds instead of an EventSource. */
class Handle implements EventSourceLike {
  readonly #onClose: (handle: Handle) => void;
  readonly #listeners = new Map<string, Listener[]>();
  #isClosed = false;

  constructor(onClose: (handle: Handle) => void) {
    this.#onClose = onClose;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  dispatch(type: string, data: string, lastEventId: string): void {
    const event = new MessageEvent(type, { data, lastEventId });
    for (const listener of this.#listeners.get(type) ?? []) if (!this.#isClosed) listener(event);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#onClose(this);
  }
}

function withCursor(url: string, cursor: string): string {
  return `${url.split("?", 1)[0]}?cursor=${encodeURIComponent(cursor)}`;
}

/** Return how the streams of one table are opened: shared under `title` where the browser can, else one for each tab. */
export function openerOfStreams(title: string): StreamOpener {
  const createEventSource = (url: string) => new EventSource(url);
  // Browsers offer locks to pages from https and localhost only.
  if (!("locks" in navigator) || typeof BroadcastChannel === "undefined") {
    return { connect: createEventSource, isShared: false };
  }
  const name = `${title} ${new URL(".", location.href).pathname}`;
  return new SharedStream({
    createEventSource,
    channel: new BroadcastChannel(name),
    locks: {
      request: async (lock, options, granted) => {
        await navigator.locks.request(`${name} ${lock}`, options, granted);
      },
    },
    tabId: crypto.randomUUID(),
  });
}
