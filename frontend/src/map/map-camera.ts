/** A flight of the map to a shipment; each that is asked for has the next number. */
export interface Flight {
  readonly shipmentId: string;
  readonly number: number;
}

/** Where the map shall go, for other parts of the page to ask. Lives outside React. */
export class MapCamera {
  readonly #listeners = new Set<() => void>();
  #flight: Flight | null = null;

  /** `first` is where the map flies as soon as it is there. */
  constructor(first: string | null = null) {
    if (first !== null) this.#flight = { shipmentId: first, number: 1 };
  }

  /** The last flight that was asked for. */
  get flight(): Flight | null {
    return this.#flight;
  }

  /** Let the map fly to a shipment once it is the selected one. */
  flyTo(shipmentId: string): void {
    this.#flight = { shipmentId, number: (this.#flight?.number ?? 0) + 1 };
    for (const listener of this.#listeners) listener();
  }

  /** Call `listener` after each request. Returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** Return the number of the flight that the map takes now: a flight to another than the selected shipment waits. */
export function flightTaken(taken: number, flight: Flight | null, selected: string | null): number {
  return flight !== null && flight.shipmentId === selected ? flight.number : taken;
}
