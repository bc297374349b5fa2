import type { DriverRow } from "../api/types";

/** Drivers that report their own position, by their id. */
export class DriverBook {
  readonly #rows = new Map<string, DriverRow>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  /** Grows with each change. */
  get version(): number {
    return this.#version;
  }

  get count(): number {
    return this.#rows.size;
  }

  get(driverId: string): DriverRow | null {
    return this.#rows.get(driverId) ?? null;
  }

  rows(): Iterable<DriverRow> {
    return this.#rows.values();
  }

  /** Take rows that are not older than those that are held. */
  put(rows: readonly DriverRow[]): void {
    for (const row of rows) {
      const held = this.#rows.get(row.driverId);
      if (held === undefined || row.timestamp >= held.timestamp) this.#rows.set(row.driverId, row);
    }
    this.#tell();
  }

  remove(driverIds: readonly string[]): void {
    for (const driverId of driverIds) this.#rows.delete(driverId);
    this.#tell();
  }

  /** Hold these rows and no others. */
  replace(rows: readonly DriverRow[]): void {
    this.#rows.clear();
    this.put(rows);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
