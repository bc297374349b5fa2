import { naturalKey } from "../text/natural-order";
import type { FleetSort } from "./fleet-query";
import type { FleetStore } from "./fleet-store";
import { isLive } from "./motion-status";

/** Puts slots in the orders that people ask for. Names are compared by keys, which are worked out once or when needed. */
export class FleetOrder {
  readonly #store: FleetStore;
  readonly #nameKeys: string[] = [];
  #byName: number[] = [];
  #byDriver: number[] = [];
  #isDue = true;
  #isDriverDue = true;

  constructor(store: FleetStore) {
    this.#store = store;
  }

  /** Take note that shipments came or went. */
  onMembershipChange(): void {
    this.#isDue = true;
    this.#isDriverDue = true;
  }

  /** Take the names of a slot. */
  name(slot: number): void {
    this.#nameKeys[slot] = naturalKey(this.#store.idAt(slot) ?? "");
    this.#isDriverDue = true;
  }

  /** Return the slots that `isShown` takes, sorted; `codeAt` gives a slot's motion code. */
  sorted(sort: FleetSort, isShown: (slot: number) => boolean, codeAt: (slot: number) => number): readonly number[] {
    if (this.#isDue) {
      this.#byName = [...this.#store.slots()].sort((a, b) => compareText(this.#nameKeys[a], this.#nameKeys[b]));
      this.#isDue = false;
    }
    const shown = this.#byName.filter(isShown);
    const { timestamp } = this.#store.columns;
    const timeOf = (slot: number) => timestamp[slot] ?? 0;
    // Array.prototype.sort is stable, so equals stay in order of name.
    switch (sort) {
      case "live":
        return liveFirst(shown, codeAt);
      case "name":
        return shown;
      case "driver":
        return this.#sortedByDriver().filter(isShown);
      case "newest":
        return shown.sort((a, b) => timeOf(b) - timeOf(a));
      case "oldest":
        return shown.sort((a, b) => timeOf(a) - timeOf(b));
      default:
        return sort satisfies never;
    }
  }

  #sortedByDriver(): readonly number[] {
    if (this.#isDriverDue) {
      const groups = new Map<string, { readonly key: string; readonly slots: number[] }>();
      for (const slot of this.#byName) {
        const driver = this.#store.driverAt(slot);
        const group = groups.get(driver);
        if (group === undefined) groups.set(driver, { key: naturalKey(driver), slots: [slot] });
        else group.slots.push(slot);
      }
      this.#byDriver = [...groups.values()].sort((a, b) => compareText(a.key, b.key)).flatMap(({ slots }) => slots);
      this.#isDriverDue = false;
    }
    return this.#byDriver;
  }
}

/** Moving and stopped are one: who stops at a light stays where it is in the list. */
function liveFirst(slots: readonly number[], codeAt: (slot: number) => number): readonly number[] {
  const live: number[] = [];
  const stale: number[] = [];
  const offline: number[] = [];
  for (const slot of slots) {
    const code = codeAt(slot);
    (isLive(code) ? live : code === 2 ? stale : offline).push(slot);
  }
  return live.concat(stale, offline);
}

function compareText(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
