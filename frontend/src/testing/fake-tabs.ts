import type { Relayed, TabChannel, TabLocks } from "../stream/shared-stream";

type OnMessage = (event: MessageEvent<Relayed>) => void;

/** The tabs of one browser: a channel between them, and one lock that goes to the next when its tab is closed. */
export class FakeBrowser {
  /** Messages get lost. */
  isDeaf = false;
  readonly #tabs: FakeTab[] = [];
  #holder: FakeTab | null = null;
  readonly #queue: { readonly tab: FakeTab; readonly grant: () => void }[] = [];

  openTab(): { readonly channel: TabChannel; readonly locks: TabLocks; readonly close: () => void } {
    const tab: FakeTab = { listeners: [] };
    this.#tabs.push(tab);
    return {
      channel: {
        postMessage: (data) => {
          if (this.isDeaf) return;
          for (const other of this.#tabs) {
            if (other === tab) continue;
            for (const listener of other.listeners) listener(new MessageEvent("message", { data }));
          }
        },
        addEventListener: (_, listener) => tab.listeners.push(listener),
      },
      locks: { request: (_, { ifAvailable }, granted) => this.#request(tab, ifAvailable === true, granted) },
      close: () => this.#close(tab),
    };
  }

  async #request(tab: FakeTab, ifAvailable: boolean, granted: (lock: unknown) => Promise<void>): Promise<void> {
    await Promise.resolve();
    if (this.#holder !== null && ifAvailable) return granted(null);
    if (this.#holder !== null) await new Promise<void>((grant) => this.#queue.push({ tab, grant }));
    this.#holder = tab;
    return granted({});
  }

  #close(tab: FakeTab): void {
    this.#tabs.splice(this.#tabs.indexOf(tab), 1);
    if (this.#holder !== tab) return;
    this.#holder = null;
    this.#queue.shift()?.grant();
  }
}

interface FakeTab {
  readonly listeners: OnMessage[];
}
