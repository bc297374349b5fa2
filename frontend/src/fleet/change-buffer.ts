import type { Row } from "../api/types";
import { compareVersions, versionOf } from "./version";

/** Changes between two frames: one entry per shipment, so it never outgrows the fleet. Null means removed. */
export class ChangeBuffer {
  #changes = new Map<string, Row | null>();

  get isEmpty(): boolean {
    return this.#changes.size === 0;
  }

  addRows(rows: readonly Row[]): void {
    for (const row of rows) {
      const held = this.#changes.get(row.shipmentId);
      if (held != null && compareVersions(versionOf(row), versionOf(held)) <= 0) continue;
      this.#changes.set(row.shipmentId, row);
    }
  }

  addRemovals(shipmentIds: readonly string[]): void {
    for (const shipmentId of shipmentIds) this.#changes.set(shipmentId, null);
  }

  /** Return what was gathered and begin anew. */
  take(): ReadonlyMap<string, Row | null> {
    const changes = this.#changes;
    this.#changes = new Map();
    return changes;
  }
}
