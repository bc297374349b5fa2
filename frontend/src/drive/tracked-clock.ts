import { noticeJump, noticeServer, type PhoneClock, type Reading, readNow, UNKNOWN_CLOCK, wrongByMs } from "./clock";

/** The phone's clock as the page follows it; `keep` is called with each change. */
export class TrackedClock {
  #clock: PhoneClock = UNKNOWN_CLOCK;
  #reading: Reading = readNow();
  readonly #keep: (clock: PhoneClock) => void;

  constructor(keep: (clock: PhoneClock) => void) {
    this.#keep = keep;
  }

  get known(): PhoneClock {
    return this.#clock;
  }

  /** The server's time where it is known, Unix seconds. */
  get nowS(): number {
    return (Date.now() - wrongByMs(this.#clock)) / 1000;
  }

  restore(clock: PhoneClock): void {
    this.#clock = clock;
  }

  read(): void {
    const now = readNow();
    const clock = noticeJump(this.#clock, this.#reading, now);
    this.#reading = now;
    if (clock !== this.#clock) this.#set(clock);
  }

  readonly onServerTime = (time: { serverMs: number; askedMs: number; receivedMs: number }): void => {
    this.read();
    this.#set(noticeServer(this.#clock, time.serverMs, time.askedMs, time.receivedMs));
  };

  #set(clock: PhoneClock): void {
    this.#clock = clock;
    this.#keep(clock);
  }
}
