/** What the page uses of the browser's locks. */
export type Locks = Pick<LockManager, "request">;

/**
 * Decides which tab shares and sends: the one that the driver looked at last, since browsers stop hidden ones. Each tab
 * that is not the one waits until that is closed.
 */
export class Lead {
  readonly #name: string;
  readonly #onChange: (isOurs: boolean) => void;
  readonly #locks: Locks | undefined;
  #turn = 0;
  #isOurs = false;
  #waiting = new AbortController();

  constructor(name: string, onChange: (isOurs: boolean) => void, locks: Locks | undefined = navigator.locks) {
    this.#name = name;
    this.#onChange = onChange;
    this.#locks = locks;
  }

  /** Take the lead from the tab that has it. */
  take(): Promise<void> {
    if (this.#isOurs) return Promise.resolve();
    this.#waiting.abort();
    return this.#ask({ steal: true });
  }

  /** Get the lead once no other tab has it. */
  wait(): Promise<void> {
    this.#waiting = new AbortController();
    return this.#ask({ signal: this.#waiting.signal });
  }

  /** Return once the lead is ours, or the request for it ended. */
  #ask(options: LockOptions): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const set = (isOurs: boolean): void => {
      if (turn !== this.#turn || isOurs === this.#isOurs) return;
      this.#isOurs = isOurs;
      this.#onChange(isOurs);
      if (!isOurs) void this.wait();
    };
    if (this.#locks === undefined) {
      set(true);
      return Promise.resolve();
    }
    const locks = this.#locks;
    return new Promise((done) => {
      const held = locks.request(this.#name, options, () => {
        set(true);
        done();
        return new Promise<never>(() => {});
      });
      // A request ends only by a tab that takes the lead, or because this one asks in another way.
      held.catch(() => {
        set(false);
        done();
      });
    });
  }
}
