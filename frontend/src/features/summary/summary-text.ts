import type { FleetCounts } from "../../fleet/fleet-view";
import { formatCount } from "../../ui/format";

/** Return in a few words what the page shows, what matters most first; `shown` of all shipments that are not put away. */
export function summaryParts({ all, moving }: FleetCounts, shown: number): readonly string[] {
  const shipments = all === 1 ? "shipment" : "shipments";
  if (shown < all) return [`${formatCount(shown)} of ${formatCount(all)} ${shipments} shown`];
  return [`${formatCount(all)} ${shipments}`, `${formatCount(moving)} moving`];
}
