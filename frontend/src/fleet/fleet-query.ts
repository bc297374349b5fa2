import { MOTION_STATUSES, type MotionStatus } from "./motion-status";
import type { SilenceLimit } from "./silence";

export const FLEET_SORTS = ["live", "name", "driver", "newest", "oldest"] as const;
export type FleetSort = (typeof FLEET_SORTS)[number];

/** What part of the fleet is wanted, and in which order. */
export interface FleetQuery {
  /** Words that must all occur in the shipment id or the driver id. */
  readonly search: string;
  /** Shipments of this driver alone; null for those of all. */
  readonly driver: string | null;
  /** The states to show; never none. */
  readonly statuses: readonly MotionStatus[];
  /** What was silent for longer is put away … */
  readonly silence: SilenceLimit;
  /** … unless it is asked for. */
  readonly showsSilent: boolean;
  readonly sort: FleetSort;
}

export const WHOLE_FLEET: FleetQuery = {
  search: "",
  driver: null,
  statuses: MOTION_STATUSES,
  silence: "1h",
  showsSilent: false,
  sort: "live",
};

/** Return the states with `status` added or taken away; all of them where none would be left. */
export function toggleStatus(shown: readonly MotionStatus[], status: MotionStatus): readonly MotionStatus[] {
  const next = MOTION_STATUSES.filter((other) => shown.includes(other) !== (other === status));
  return next.length === 0 ? MOTION_STATUSES : next;
}
