import type { EventSourceLike } from "../stream/change-stream";

/** An EventSource that the test speaks for. */
export class FakeEventSource implements EventSourceLike {
  readonly url: string;
  isClosed = false;
  readonly #listeners = new Map<string, ((event: MessageEvent<string>) => void)[]>();

  constructor(url: string) {
    this.url = url;
  }

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  close(): void {
    this.isClosed = true;
  }

  /** Let the server send an event; a closed source hears nothing. */
  send(type: string, data: unknown = {}, lastEventId = ""): void {
    this.raw(type, JSON.stringify(data), lastEventId);
  }

  raw(type: string, data: string, lastEventId = ""): void {
    if (this.isClosed) return;
    const event = new MessageEvent(type, { data, lastEventId });
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}

/** Makes sources and keeps them, the newest last. */
export class FakeEventSources {
  readonly opened: FakeEventSource[] = [];

  readonly create = (url: string): FakeEventSource => {
    const source = new FakeEventSource(url);
    this.opened.push(source);
    return source;
  };

  get newest(): FakeEventSource {
    const newest = this.opened.at(-1);
    if (newest === undefined) throw new Error("no stream was opened");
    return newest;
  }
}
