/** What the page uses of the phone; each works as well as the browser lets it. */

/** Keep the screen on while `isWanted`; a browser drops the lock with each look at another app, so it is asked again. */
export class ScreenLock {
  #lock: WakeLockSentinel | null = null;
  #isWanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => void this.#apply());
  }

  set(isWanted: boolean): void {
    this.#isWanted = isWanted;
    void this.#apply();
  }

  async #apply(): Promise<void> {
    if (!this.#isWanted) {
      await this.#lock?.release();
      this.#lock = null;
    } else if (document.visibilityState === "visible" && (this.#lock === null || this.#lock.released)) {
      // Low power mode refuses it; then the phone's own time-out counts.
      this.#lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
      if (!this.#isWanted) await this.#apply();
    }
  }
}

interface WithBattery {
  getBattery?(): Promise<{ readonly level: number }>;
}

/** Return a function that tells the charge from 0 to 1, or null where the browser keeps it to itself. */
export function watchBattery(): () => number | null {
  let battery: { readonly level: number } | null = null;
  void (navigator as WithBattery).getBattery?.().then(
    (found) => {
      battery = found;
    },
    () => {},
  );
  return () => battery?.level ?? null;
}

export interface PositionWatch {
  stop(): void;
}

/** A browser tells a phone that stands still only once; after this it is asked. */
const ASK_AFTER_MS = 15_000;

/** Follow the phone's position; `onDenied` is called once the person or the system refuses it. */
export function watchPosition(
  onPosition: (position: GeolocationPosition) => void,
  onDenied: () => void,
): PositionWatch | null {
  if (!("geolocation" in navigator)) return null;
  let [asking, isStopped] = [0, false];
  const onFound = (position: GeolocationPosition): void => {
    askLater();
    if (!isStopped) onPosition(position);
  };
  const onError = (error: GeolocationPositionError): void => {
    if (error.code === error.PERMISSION_DENIED) onDenied();
    else askLater();
  };
  // A place remembered from before would be sent as if it were new.
  const options = { enableHighAccuracy: true, maximumAge: 0 };
  const askLater = (): void => {
    if (isStopped) return;
    clearTimeout(asking);
    asking = window.setTimeout(
      () => navigator.geolocation.getCurrentPosition(onFound, onError, { ...options, timeout: 2 * ASK_AFTER_MS }),
      ASK_AFTER_MS,
    );
  };
  const id = navigator.geolocation.watchPosition(onFound, onError, options);
  return {
    stop() {
      isStopped = true;
      clearTimeout(asking);
      navigator.geolocation.clearWatch(id);
    },
  };
}
