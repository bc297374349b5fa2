import type { MotionStatus } from "./motion-status";

export const FLEET_SORTS = ["name", "driver", "newest", "oldest"] as const;
export type FleetSort = (typeof FLEET_SORTS)[number];

/** What part of the fleet is wanted, and in which order. */
export interface FleetQuery {
  /** Words that must all occur in the shipment id or the driver id. */
  readonly search: string;
  readonly status: MotionStatus | "all";
  readonly sort: FleetSort;
}

export const WHOLE_FLEET: FleetQuery = { search: "", status: "all", sort: "name" };

/** Return whether every word of `search` occurs in `text`; both in lower case. */
export function matchesSearch(text: string, search: string): boolean {
  return search.split(/\s+/).every((word) => text.includes(word));
}

/** Return a key whose plain order is what people expect of names with numbers: PKG-2 before PKG-10. */
export function naturalKey(name: string): string {
  return name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, "0"));
}
