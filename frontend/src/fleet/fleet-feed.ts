import type { StreamEvent } from "../api/stream-events";
import type { DriverRow, Row } from "../api/types";
import { CatchUp } from "../stream/catch-up";
import type { DelayMeter } from "../stream/delay-meter";
import type { TableSink } from "../stream/live-table";
import type { ServerClock } from "../stream/server-clock";
import { ChangeBuffer } from "./change-buffer";
import type { DriverBook } from "./driver-book";
import type { FleetStore } from "./fleet-store";
import { epochOf } from "./version";

export interface FleetFeedParts {
  readonly store: FleetStore;
  readonly drivers: DriverBook;
  readonly clock: ServerClock;
  /** From a device's fix to the server's edge. */
  readonly deviceDelays: DelayMeter;
  /** From there to this page. */
  readonly screenDelays: DelayMeter;
  /** Runs the callback once before the next frame is drawn. */
  readonly beforeNextFrame: (callback: () => void) => void;
  /** Runs once the first snapshot is complete. */
  readonly onFirstSnapshot: () => void;
}

/** Turns stream events into writes of the store: snapshots at once when complete, changes once per frame. */
export class FleetFeed implements TableSink<Row> {
  readonly #parts: FleetFeedParts;
  readonly catchUp = new CatchUp();
  readonly #buffer = new ChangeBuffer();
  #chunks: (readonly Row[])[] = [];
  #epoch: string | null = null;
  #isFlushDue = false;
  #hasTable = false;

  constructor(parts: FleetFeedParts) {
    this.#parts = parts;
  }

  /** Take one event; `cursor` is the stream's cursor after it. */
  accept(event: StreamEvent<Row>, cursor: string | null): void {
    switch (event.type) {
      case "snapshot":
        this.#chunks.push(event.rows);
        return;
      case "snapshot-complete":
        this.#completeSnapshot(epochOf(cursor));
        return;
      case "changes":
        this.#takeChanges(event.rows);
        return;
      case "removed-drivers":
        this.#parts.drivers.remove(event.ids);
        return;
      case "removed":
        this.#buffer.addRemovals(event.ids);
        this.#flushSoon();
        return;
      case "heartbeat":
        this.#parts.clock.observe(event.time, performance.now());
        return;
      case "reset":
        this.#chunks = [];
        this.catchUp.onReset();
        return;
      case "bye":
        return;
      default:
        event satisfies never;
    }
  }

  /** Take rows that came by another way than the stream; the first are all there are. */
  acceptTable(rows: readonly Row[]): void {
    if (!this.#hasTable) {
      this.#takeTable(rows, false);
      return;
    }
    this.#buffer.addRows(rows);
    this.#flushSoon();
  }

  /** Take note that a lost stream goes on: what the server received before now was missed. */
  onResume(): void {
    this.catchUp.begin(this.#parts.clock.now(performance.now()), performance.now());
  }

  /** Forget a snapshot that was cut off; the next connection begins another. */
  onConnectionLost(): void {
    this.#chunks = [];
  }

  #takeChanges(all: readonly Row[]): void {
    const { rows, drivers } = apart(all);
    if (drivers.length > 0) this.#parts.drivers.put(drivers);
    this.#buffer.addRows(rows);
    if (!this.catchUp.take(rows, performance.now())) this.#measure(rows);
    this.#flushSoon();
  }

  #completeSnapshot(epoch: string): void {
    const { rows, drivers } = apart(this.#chunks.flat());
    this.#parts.drivers.replace(drivers);
    this.#chunks = [];
    this.#flush();
    this.#takeTable(rows, epoch === this.#epoch);
    this.#epoch = epoch;
  }

  #takeTable(rows: readonly Row[], isSameEpoch: boolean): void {
    this.#parts.store.replace(rows, isSameEpoch);
    if (this.#hasTable) return;
    this.#hasTable = true;
    this.#parts.onFirstSnapshot();
  }

  #measure(rows: readonly Row[]): void {
    const newest = rows.at(-1);
    const nowMs = performance.now();
    // Until the first heartbeat the two clocks are not known to agree.
    if (newest?.receivedAt == null || !this.#parts.clock.isKnown) return;
    this.#parts.screenDelays.record(this.#parts.clock.now(nowMs) - newest.receivedAt, nowMs);
    this.#parts.deviceDelays.record(newest.receivedAt - newest.timestamp, nowMs);
  }

  #flushSoon(): void {
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    this.#parts.beforeNextFrame(() => {
      this.#isFlushDue = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (!this.#buffer.isEmpty) this.#parts.store.apply(this.#buffer.take());
  }
}

/** Tell shipments from drivers' own rows, which come on the same stream. */
function apart(all: readonly Row[]): { readonly rows: readonly Row[]; readonly drivers: readonly DriverRow[] } {
  if (all.every(isOfShipment)) return { rows: all, drivers: [] };
  return { rows: all.filter(isOfShipment), drivers: all.filter((row) => !isOfShipment(row)) };
}

function isOfShipment({ shipmentId }: Partial<Row>): boolean {
  return shipmentId != null;
}
