import { searchText, searchWords } from "../text/fold-text";
import { FleetOrder } from "./fleet-order";
import { type FleetQuery, WHOLE_FLEET } from "./fleet-query";
import type { FleetDelta, FleetStore } from "./fleet-store";
import { MOTION_STATUSES, type MotionStatus, motionCode } from "./motion-status";
import { SILENCE_LIMIT_S, silenceS } from "./silence";

export interface FleetCounts extends Readonly<Record<MotionStatus | "all", number>> {
  /** Shipments that were silent for longer than the query's limit. */
  readonly silent: number;
  /** Those of them that are put away, and so in none of the other counts. */
  readonly putAway: number;
}

const NO_COUNTS: FleetCounts = { all: 0, moving: 0, stopped: 0, stale: 0, offline: 0, silent: 0, putAway: 0 };

/** What is known of a slot beside its motion code, as bits. */
const MATCH = 1;
const SILENT = 2;

/**
 * The fleet as a person looks at it now: motion states, counts, and the slots that the query asks for, in order.
 *
 * States depend on time and the order on all rows, so `refresh` runs some times a second and not with every change.
 */
export class FleetView {
  readonly #store: FleetStore;
  readonly #serverNow: () => number;
  readonly #order: FleetOrder;
  readonly #listeners = new Set<() => void>();
  /** The names that `#texts` and the order were worked out from, by slot. */
  readonly #ids: string[] = [];
  readonly #drivers: string[] = [];
  readonly #texts: string[] = [];
  #words: readonly string[] = [];
  #query: FleetQuery = WHOLE_FLEET;
  #kept: string | null = null;
  #putsAway = false;
  #codes = new Uint8Array(0);
  #flags = new Uint8Array(0);
  #shown = new Uint8Array(0);
  #sorted: readonly number[] = [];
  #counts: FleetCounts = NO_COUNTS;
  #version = 0;

  constructor(store: FleetStore, serverNow: () => number) {
    this.#store = store;
    this.#serverNow = serverNow;
    this.#order = new FleetOrder(store);
    store.onDelta((delta) => this.#onDelta(delta));
  }

  /** Slots that the query asks for, in its order. */
  get order(): readonly number[] {
    return this.#sorted;
  }

  /** Shipments by state among those that match the search and are not put away, whatever states are shown. */
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

  /** Return the state of a slot as an index of MOTION_STATUSES, or -1 when the query does not ask for it. */
  shownCodeAt(slot: number): number {
    return this.#shown[slot] === 1 ? (this.#codes[slot] ?? 3) : -1;
  }

  /** Call `listener` after each refresh. Returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ask for a part of the fleet; the shipment `kept` is shown whatever the query says. */
  setQuery(query: FleetQuery, kept: string | null = null): void {
    this.#query = query;
    this.#words = searchWords(query.search);
    this.#kept = kept;
    this.refresh();
  }

  /** Work out states, counts and order anew, and tell. */
  refresh(): void {
    const now = this.#serverNow();
    for (const slot of this.#store.slots()) this.#judge(slot, now);
    this.#counts = this.#count();
    this.#putsAway = this.#counts.putAway > 0;
    const kept = this.#kept === null ? null : this.#store.slotOf(this.#kept);
    this.#shown.fill(0);
    for (const slot of this.#store.slots()) this.#show(slot, kept);
    this.#sorted = this.#order.sorted(
      this.#query.sort,
      (slot) => this.isShown(slot),
      (slot) => this.codeAt(slot),
    );
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Count by state. The silent are put away beside others only: old shipments are better than an empty page. */
  #count(): FleetCounts {
    const heard = [0, 0, 0, 0];
    const silent = [0, 0, 0, 0];
    for (const slot of this.#store.slots()) {
      const flags = this.#flags[slot] ?? 0;
      if ((flags & MATCH) === 0) continue;
      const code = this.codeAt(slot);
      const counted = (flags & SILENT) === 0 ? heard : silent;
      counted[code] = (counted[code] ?? 0) + 1;
    }
    const silentCount = sum(silent);
    const putAway = this.#query.showsSilent || sum(heard) === 0 ? 0 : silentCount;
    const of = (code: number) => (heard[code] ?? 0) + (putAway > 0 ? 0 : (silent[code] ?? 0));
    const [moving, stopped, stale, offline] = [of(0), of(1), of(2), of(3)];
    return { all: moving + stopped + stale + offline, moving, stopped, stale, offline, silent: silentCount, putAway };
  }

  /** Work out what time and the search say about a slot. */
  #judge(slot: number, now: number): void {
    const { timestamp, paceMps, receivedAt } = this.#store.columns;
    const time = timestamp[slot] ?? 0;
    this.#codes[slot] = motionCode(now - time, paceMps[slot] ?? Number.NaN);
    const { silence, driver } = this.#query;
    const isOfDriver = driver === null || this.#store.driverAt(slot) === driver;
    const isMatch = isOfDriver && this.#words.every((word) => this.#texts[slot]?.includes(word));
    const isSilent = silenceS(now, time, receivedAt[slot] ?? Number.NaN) > SILENCE_LIMIT_S[silence];
    this.#flags[slot] = (isMatch ? MATCH : 0) | (isSilent ? SILENT : 0);
  }

  #show(slot: number, kept: number | null): void {
    const flags = this.#flags[slot] ?? 0;
    const isAsked =
      (flags & MATCH) !== 0 &&
      !(this.#putsAway && (flags & SILENT) !== 0) &&
      this.#query.statuses.includes(this.statusAt(slot));
    this.#shown[slot] = isAsked || slot === kept ? 1 : 0;
  }

  #onDelta(delta: FleetDelta): void {
    if (this.#codes.length < this.#store.columns.timestamp.length) this.#grow();
    if (delta.membershipChanged) this.#order.onMembershipChange();
    for (const slot of delta.removed) this.#shown[slot] = 0;
    const now = this.#serverNow();
    const kept = this.#kept === null ? null : this.#store.slotOf(this.#kept);
    for (const slot of delta.written) {
      this.#index(slot);
      this.#judge(slot, now);
      this.#show(slot, kept);
    }
  }

  #grow(): void {
    const capacity = this.#store.columns.timestamp.length;
    this.#codes = grown(this.#codes, capacity);
    this.#flags = grown(this.#flags, capacity);
    this.#shown = grown(this.#shown, capacity);
  }

  #index(slot: number): void {
    const [id, driver] = [this.#store.idAt(slot) ?? "", this.#store.driverAt(slot)];
    if (this.#ids[slot] === id && this.#drivers[slot] === driver) return;
    [this.#ids[slot], this.#drivers[slot]] = [id, driver];
    this.#texts[slot] = searchText(id, driver);
    this.#order.name(slot);
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function grown(from: Uint8Array<ArrayBuffer>, capacity: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(capacity);
  to.set(from);
  return to;
}
