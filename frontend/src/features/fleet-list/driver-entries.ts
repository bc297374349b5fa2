import type { DriverRow } from "../../api/types";
import { searchText, searchWords } from "../../text/fold-text";

/** A driver as the list shows it. */
export interface DriverEntry {
  readonly driverId: string;
  /** The driver's own position, or null where it reports none. */
  readonly row: DriverRow | null;
  /** The number of stops left; null until the deliveries are here. */
  readonly stops: number | null;
  /** The number of open alerts of the driver and of the driver's deliveries. */
  readonly alerts: number;
}

export const DRIVER_GROUPS = ["alerts", "onRoute", "free"] as const;
export type DriverGroup = (typeof DRIVER_GROUPS)[number];

/** A driver with its place among all, or the head above a group. */
export type DriverItem =
  | { readonly entry: DriverEntry; readonly index: number }
  | { readonly group: DriverGroup; readonly count: number };

interface KnownDrivers {
  readonly rows: Iterable<DriverRow>;
  /** Stops left by driver; null until the deliveries are here. */
  readonly routes: ReadonlyMap<string, { readonly length: number }> | null;
  /** Open alerts by driver. */
  readonly alerts: ReadonlyMap<string, number>;
}

/** Return every driver that reports a position, has a route or an alert. */
export function driverEntries({ rows, routes, alerts }: KnownDrivers): readonly DriverEntry[] {
  const byId = new Map<string, DriverRow | null>([...rows].map((row) => [row.driverId, row]));
  for (const driverId of [...(routes?.keys() ?? []), ...alerts.keys()]) {
    if (!byId.has(driverId)) byId.set(driverId, null);
  }
  return [...byId].map(([driverId, row]) => ({
    driverId,
    row,
    stops: routes === null ? null : (routes.get(driverId)?.length ?? 0),
    alerts: alerts.get(driverId) ?? 0,
  }));
}

const byName = new Intl.Collator(undefined, { numeric: true }).compare;

/** Return the drivers that a search finds, in groups by what needs a person first, each in order of its names. */
export function driverItems(entries: readonly DriverEntry[], search: string): readonly DriverItem[] {
  const words = searchWords(search);
  const found = entries.filter(({ driverId }) => {
    const text = searchText(driverId, "");
    return words.every((word) => text.includes(word));
  });
  const items: DriverItem[] = [];
  let index = 0;
  for (const group of DRIVER_GROUPS) {
    const members = found.filter((entry) => groupOf(entry) === group).sort((a, b) => byName(a.driverId, b.driverId));
    if (members.length > 0) items.push({ group, count: members.length });
    for (const entry of members) {
      items.push({ entry, index });
      index += 1;
    }
  }
  return items;
}

function groupOf({ alerts, stops }: DriverEntry): DriverGroup {
  if (alerts > 0) return "alerts";
  return stops === null || stops > 0 ? "onRoute" : "free";
}
