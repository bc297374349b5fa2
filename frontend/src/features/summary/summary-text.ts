import type { FleetCounts } from "../../fleet/fleet-view";
import type { Messages } from "../../messages/messages";
import { formatCount } from "../../messages/numbers";

/** Return in a few words what the page shows, what matters most first; `shown` of all shipments that are not put away. */
export function summaryParts({ all, moving }: FleetCounts, shown: number, { summary }: Messages): readonly string[] {
  if (shown < all) return [summary.shown(formatCount(shown), all)];
  return [summary.shipments(all), summary.moving(moving)];
}
