export interface OwnPosition {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyM: number;
}

export type LocateFailure = "denied" | "unavailable" | "timeout" | "insecure" | "unsupported";

export type LocateState =
  | { readonly kind: "off" }
  | { readonly kind: "waiting" }
  | { readonly kind: "shown"; readonly position: OwnPosition }
  | { readonly kind: "failed"; readonly failure: LocateFailure };

const OPTIONS: PositionOptions = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 };
/** As the numbers of GeolocationPositionError are. */
const FAILURES: readonly (LocateFailure | undefined)[] = [undefined, "denied", "unavailable", "timeout"];

/** Follows the position of the reader's own device, which never leaves the page. Tells each change of its state. */
export class OwnPositionWatch {
  readonly #onChange: (state: LocateState) => void;
  readonly #geolocation: Geolocation | undefined;
  readonly #isSecure: boolean;
  #watch: number | null = null;
  #isShown = false;

  constructor(
    onChange: (state: LocateState) => void,
    geolocation = navigator.geolocation,
    isSecure = window.isSecureContext,
  ) {
    this.#onChange = onChange;
    this.#geolocation = geolocation;
    this.#isSecure = isSecure;
  }

  start(): void {
    this.#end();
    if (!this.#isSecure) this.#onChange({ kind: "failed", failure: "insecure" });
    else if (this.#geolocation === undefined) this.#onChange({ kind: "failed", failure: "unsupported" });
    else {
      this.#onChange({ kind: "waiting" });
      this.#watch = this.#geolocation.watchPosition(
        (found) => this.#show(found),
        ({ code }) => this.#fail(FAILURES[code] ?? "unavailable"),
        OPTIONS,
      );
    }
  }

  stop(): void {
    this.#end();
    this.#onChange({ kind: "off" });
  }

  #end(): void {
    if (this.#watch !== null) this.#geolocation?.clearWatch(this.#watch);
    this.#watch = null;
    this.#isShown = false;
  }

  #show({ coords: { latitude, longitude, accuracy } }: GeolocationPosition): void {
    if (this.#watch === null) return;
    this.#isShown = true;
    this.#onChange({ kind: "shown", position: { latitude, longitude, accuracyM: accuracy } });
  }

  #fail(failure: LocateFailure): void {
    // A later fix may succeed, and the last known position is still the best one.
    if (this.#watch === null || (this.#isShown && failure !== "denied")) return;
    this.#end();
    this.#onChange({ kind: "failed", failure });
  }
}
