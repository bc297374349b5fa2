import type { StreamEvent } from "../api/stream-events";
import type { Delivery } from "../api/types";
import type { TableSink } from "../stream/live-table";
import type { DeliveryStore } from "./delivery-store";

export interface DeliveryFeedParts {
  readonly store: DeliveryStore;
  /** Runs after each change of the store. */
  readonly onChange: () => void;
  /** Runs when a table is whole. */
  readonly onTable: () => void;
  /** Runs with everything that the server sends, also if nothing changed. */
  readonly onHeard: () => void;
}

/** Turns events of the stream of deliveries into writes of the store. */
export class DeliveryFeed implements TableSink<Delivery> {
  readonly #parts: DeliveryFeedParts;
  #chunks: (readonly Delivery[])[] = [];

  constructor(parts: DeliveryFeedParts) {
    this.#parts = parts;
  }

  accept(event: StreamEvent<Delivery>): void {
    const { store, onChange, onHeard } = this.#parts;
    onHeard();
    switch (event.type) {
      case "snapshot":
        this.#chunks.push(event.rows);
        return;
      case "snapshot-complete":
        this.acceptTable(this.#chunks.flat());
        this.#chunks = [];
        return;
      case "changes":
        store.put(event.rows);
        onChange();
        return;
      case "removed":
        store.remove(event.ids);
        onChange();
        return;
      case "reset":
        this.#chunks = [];
        return;
      case "heartbeat":
      case "removed-drivers":
      case "bye":
        return;
      default:
        event satisfies never;
    }
  }

  /** Take the whole table: deliveries cannot be asked for what is new, so each poll has every row. */
  acceptTable(rows: readonly Delivery[]): void {
    this.#parts.store.replace(rows);
    this.#parts.onHeard();
    this.#parts.onTable();
  }

  onResume(): void {}

  /** Forget a snapshot that was cut off. */
  onConnectionLost(): void {
    this.#chunks = [];
  }
}
