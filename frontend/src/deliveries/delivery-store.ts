import type { Delivery } from "../api/types";
import { compareEntries, type Entry, entryOf } from "./delivery-order";

/** Every delivery by its id, and in the order of urgency. */
export class DeliveryStore {
  readonly #entries = new Map<string, Entry>();
  /** The order of the last time; sorting it again is cheap, since few rows moved. */
  #sorted: readonly Entry[] = [];
  #isSorted = true;

  get count(): number {
    return this.#entries.size;
  }

  get(shipmentId: string): Delivery | null {
    return this.#entries.get(shipmentId)?.delivery ?? null;
  }

  /** All rows, in no order. */
  *rows(): Generator<Delivery> {
    for (const { delivery } of this.#entries.values()) yield delivery;
  }

  /** Take rows that are newer than those that are held. */
  put(rows: readonly Delivery[]): void {
    for (const row of rows) {
      const held = this.#entries.get(row.shipmentId);
      if (held !== undefined && row.revision <= held.delivery.revision) continue;
      this.#entries.set(row.shipmentId, entryOf(row));
      this.#isSorted = false;
    }
  }

  remove(shipmentIds: readonly string[]): void {
    for (const shipmentId of shipmentIds) {
      if (this.#entries.delete(shipmentId)) this.#isSorted = false;
    }
  }

  /** Hold these rows and no others. */
  replace(rows: readonly Delivery[]): void {
    this.#entries.clear();
    this.#isSorted = false;
    this.put(rows);
  }

  /** Return all entries, the most urgent first. */
  sorted(): readonly Entry[] {
    if (this.#isSorted) return this.#sorted;
    const known = new Set<string>();
    const next: Entry[] = [];
    for (const { delivery } of this.#sorted) {
      const entry = this.#entries.get(delivery.shipmentId);
      if (entry === undefined) continue;
      known.add(delivery.shipmentId);
      next.push(entry);
    }
    if (known.size < this.#entries.size) {
      for (const [shipmentId, entry] of this.#entries) if (!known.has(shipmentId)) next.push(entry);
    }
    this.#sorted = next.sort(compareEntries);
    this.#isSorted = true;
    return this.#sorted;
  }
}
