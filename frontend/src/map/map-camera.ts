/** A requested flight of the map to a shipment; numbers count up from 1. */
export interface Flight {
  readonly shipmentId: string;
  readonly number: number;
}

/** Camera moves that other parts of the page request of the map. Lives outside React. */
export class MapCamera {
  readonly #listeners = new Set<() => void>();
  #flight: Flight | null = null;

  /** The map flies to `first` as soon as it exists. */
  constructor(first: string | null = null) {
    if (first !== null) this.#flight = { shipmentId: first, number: 1 };
  }

  /** The last requested flight. */
  get flight(): Flight | null {
    return this.#flight;
  }

  /** Request a flight to a shipment; it starts when the shipment is selected. */
  flyTo(shipmentId: string): void {
    this.#flight = { shipmentId, number: (this.#flight?.number ?? 0) + 1 };
    for (const listener of this.#listeners) listener();
  }

  /** Call `listener` after each request. Returns a function that stops this. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** Return the number of the newest flight to take: a flight to a shipment that is not selected waits. */
export function flightTaken(taken: number, flight: Flight | null, selected: string | null): number {
  return flight !== null && flight.shipmentId === selected ? flight.number : taken;
}
