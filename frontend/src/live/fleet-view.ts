import { type FleetQuery, matchesSearch, naturalKey, WHOLE_FLEET } from "./fleet-query";
import type { FleetDelta, FleetStore } from "./fleet-store";
import { MOTION_STATUSES, type MotionStatus, motionCode } from "./motion-status";

export type FleetCounts = Readonly<Record<MotionStatus | "all", number>>;

const NO_COUNTS: FleetCounts = { all: 0, moving: 0, stopped: 0, stale: 0, offline: 0 };

/**
 * The fleet as a person looks at it now: motion states, counts, and the slots that the query asks for, in order.
 *
 * States depend on time and the order on all rows, so `refresh` runs some times a second and not with every change.
 */
export class FleetView {
  readonly #store: FleetStore;
  readonly #serverNow: () => number;
  readonly #listeners = new Set<() => void>();
  #query: FleetQuery = WHOLE_FLEET;
  #codes = new Uint8Array(0);
  #shown = new Uint8Array(0);
  #texts: string[] = [];
  #nameKeys: string[] = [];
  #driverKeys: string[] = [];
  #byName: number[] = [];
  #isOrderDue = true;
  #order: readonly number[] = [];
  #counts: FleetCounts = NO_COUNTS;
  #version = 0;

  constructor(store: FleetStore, serverNow: () => number) {
    this.#store = store;
    this.#serverNow = serverNow;
    store.onDelta((delta) => this.#onDelta(delta));
  }

  /** Slots that the query asks for, in its order. */
  get order(): readonly number[] {
    return this.#order;
  }

  /** Shipments by state among those that match the search. */
  get counts(): FleetCounts {
    return this.#counts;
  }

  get query(): FleetQuery {
    return this.#query;
  }

  /** Changes whenever order, counts, states or ages may have. */
  get version(): number {
    return this.#version;
  }

  /** Return the state of a slot as an index of MOTION_STATUSES. */
  codeAt(slot: number): number {
    return this.#codes[slot] ?? 3;
  }

  statusAt(slot: number): MotionStatus {
    return MOTION_STATUSES[this.codeAt(slot)] ?? "offline";
  }

  /** Return whether the query asks for the shipment in this slot. */
  isShown(slot: number): boolean {
    return this.#shown[slot] === 1;
  }

  /** Call `listener` after each refresh. Returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  setQuery(query: FleetQuery): void {
    this.#query = { ...query, search: query.search.trim().toLowerCase() };
    this.refresh();
  }

  /** Work out states, counts and order anew, and tell. */
  refresh(): void {
    const now = this.#serverNow();
    const counts = { all: 0, moving: 0, stopped: 0, stale: 0, offline: 0 };
    this.#shown.fill(0);
    for (const slot of this.#store.slots()) {
      if (this.#judge(slot, now)) {
        counts.all += 1;
        counts[this.statusAt(slot)] += 1;
      }
    }
    this.#counts = counts;
    this.#order = this.#sorted();
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Set state and visibility of a slot; return whether it matches the search. */
  #judge(slot: number, now: number): boolean {
    const { timestamp, paceMps } = this.#store.columns;
    const code = motionCode(now - (timestamp[slot] ?? 0), paceMps[slot] ?? Number.NaN);
    this.#codes[slot] = code;
    const { search, status } = this.#query;
    const isMatch = search === "" || matchesSearch(this.#texts[slot] ?? "", search);
    this.#shown[slot] = isMatch && (status === "all" || status === MOTION_STATUSES[code]) ? 1 : 0;
    return isMatch;
  }

  #onDelta(delta: FleetDelta): void {
    if (this.#codes.length < this.#store.columns.timestamp.length) this.#grow();
    if (delta.membershipChanged) this.#isOrderDue = true;
    for (const slot of delta.removed) this.#shown[slot] = 0;
    const now = this.#serverNow();
    for (const slot of delta.written) {
      this.#index(slot);
      this.#judge(slot, now);
    }
  }

  #grow(): void {
    const capacity = this.#store.columns.timestamp.length;
    const [codes, shown] = [new Uint8Array(capacity), new Uint8Array(capacity)];
    codes.set(this.#codes);
    shown.set(this.#shown);
    this.#codes = codes;
    this.#shown = shown;
  }

  #index(slot: number): void {
    const text = `${this.#store.idAt(slot) ?? ""} ${this.#store.driverAt(slot)}`.toLowerCase();
    if (this.#texts[slot] === text) return;
    this.#texts[slot] = text;
    this.#nameKeys[slot] = naturalKey(this.#store.idAt(slot) ?? "");
    this.#driverKeys[slot] = naturalKey(this.#store.driverAt(slot));
  }

  #sorted(): readonly number[] {
    if (this.#isOrderDue) {
      this.#byName = [...this.#store.slots()].sort((a, b) => compareText(this.#nameKeys[a], this.#nameKeys[b]));
      this.#isOrderDue = false;
    }
    const shown = this.#byName.filter((slot) => this.#shown[slot] === 1);
    const { timestamp } = this.#store.columns;
    const timeOf = (slot: number) => timestamp[slot] ?? 0;
    // Array.prototype.sort is stable, so equal drivers and times stay in order of name.
    switch (this.#query.sort) {
      case "name":
        return shown;
      case "driver":
        return shown.sort((a, b) => compareText(this.#driverKeys[a], this.#driverKeys[b]));
      case "newest":
        return shown.sort((a, b) => timeOf(b) - timeOf(a));
      case "oldest":
        return shown.sort((a, b) => timeOf(a) - timeOf(b));
      default:
        return this.#query.sort satisfies never;
    }
  }
}

function compareText(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
