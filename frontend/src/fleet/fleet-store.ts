import type { Row } from "../api/types";
import { isNewer, writeRow } from "./apply-change";
import { clearMotion, createColumns, type FleetColumns, growColumns } from "./fleet-columns";

/** What one write did to the fleet, as slots. */
export interface FleetDelta {
  readonly written: readonly number[];
  readonly removed: readonly number[];
  /** Shipments came or went. */
  readonly membershipChanged: boolean;
}

const FIRST_CAPACITY = 1024;

/** Every shipment of the fleet, outside React. A slot belongs to one shipment until that is removed. */
export class FleetStore {
  #columns = createColumns(FIRST_CAPACITY);
  #ids: (string | null)[] = [];
  #drivers: string[] = [];
  readonly #slots = new Map<string, number>();
  readonly #freeSlots: number[] = [];
  readonly #listeners = new Set<(delta: FleetDelta) => void>();

  get columns(): FleetColumns {
    return this.#columns;
  }

  /** Shipments in the fleet. */
  get count(): number {
    return this.#slots.size;
  }

  /** One more than the highest slot in use; slots below it may be empty. */
  get slotEnd(): number {
    return this.#ids.length;
  }

  /** Return the shipment of a slot, or null when the slot is empty. */
  idAt(slot: number): string | null {
    return this.#ids[slot] ?? null;
  }

  driverAt(slot: number): string {
    return this.#drivers[slot] ?? "";
  }

  slotOf(shipmentId: string): number | null {
    return this.#slots.get(shipmentId) ?? null;
  }

  slots(): Iterable<number> {
    return this.#slots.values();
  }

  /** Call `listener` after each write, in the same turn. Returns how to stop that. */
  onDelta(listener: (delta: FleetDelta) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Take changes: a row that is not newer than the one held is left out; null removes the shipment. */
  apply(changes: ReadonlyMap<string, Row | null>): void {
    const before = this.count;
    const written: number[] = [];
    const removed: number[] = [];
    let added = false;
    for (const [shipmentId, row] of changes) {
      if (row === null) {
        this.#remove(shipmentId, removed);
      } else {
        added = this.#write(row, true, written) || added;
      }
    }
    this.#tell({ written, removed, membershipChanged: added || removed.length > 0 || before !== this.count });
  }

  /**
   * Take a complete snapshot: shipments that are not in it vanish.
   *
   * Within an epoch a row never goes back in time; with another epoch versions do not compare, so the snapshot wins.
   */
  replace(rows: Iterable<Row>, isSameEpoch: boolean): void {
    const written: number[] = [];
    const removed: number[] = [];
    const kept = new Set<string>();
    let added = false;
    for (const row of rows) {
      kept.add(row.shipmentId);
      added = this.#write(row, isSameEpoch, written) || added;
    }
    for (const shipmentId of [...this.#slots.keys()]) {
      if (!kept.has(shipmentId)) this.#remove(shipmentId, removed);
    }
    this.#tell({ written, removed, membershipChanged: added || removed.length > 0 });
  }

  #write(row: Row, keepNewer: boolean, written: number[]): boolean {
    const known = this.#slots.get(row.shipmentId);
    if (known !== undefined && keepNewer && !isNewer(this.#columns, known, row)) return false;
    const slot = known ?? this.#take(row.shipmentId);
    writeRow(this.#columns, slot, row);
    this.#drivers[slot] = row.driverId;
    written.push(slot);
    return known === undefined;
  }

  #take(shipmentId: string): number {
    const slot = this.#freeSlots.pop() ?? this.#ids.length;
    if (slot >= this.#columns.timestamp.length) {
      this.#columns = growColumns(this.#columns, this.#columns.timestamp.length * 2);
    }
    this.#ids[slot] = shipmentId;
    this.#slots.set(shipmentId, slot);
    return slot;
  }

  #remove(shipmentId: string, removed: number[]): void {
    const slot = this.#slots.get(shipmentId);
    if (slot === undefined) return;
    this.#slots.delete(shipmentId);
    this.#ids[slot] = null;
    this.#drivers[slot] = "";
    this.#columns.timestamp[slot] = Number.NaN;
    clearMotion(this.#columns, slot);
    this.#freeSlots.push(slot);
    removed.push(slot);
  }

  #tell(delta: FleetDelta): void {
    if (delta.written.length === 0 && delta.removed.length === 0) return;
    for (const listener of this.#listeners) listener(delta);
  }
}
