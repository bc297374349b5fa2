import type { Delivery } from "../api/types";
import { foldText } from "../text/fold-text";
import { visibleText } from "../text/visible-text";

/** A row with what orders and finds it, worked out once for each version of the row. */
export interface Entry {
  readonly delivery: Delivery;
  readonly rank: number;
  readonly startS: number;
  /** What a search looks for its words in; null until something is searched for. */
  text: string | null;
}

const ENDED = new Set(["delivered", "returned", "cancelled"]);
const NO_WINDOW_S = Number.MAX_VALUE;

/** Return whether nothing more is to happen to the delivery. */
export function hasEnded({ status }: Pick<Delivery, "status">): boolean {
  return ENDED.has(status);
}

export function entryOf(delivery: Delivery): Entry {
  return { delivery, rank: rankOf(delivery), startS: delivery.window?.start ?? NO_WINDOW_S, text: null };
}

/** Late ones come first, then those at risk, then the other open ones, then what has ended. */
function rankOf(delivery: Delivery): number {
  if (hasEnded(delivery)) return 3;
  const risk = delivery.progress?.risk ?? "none";
  return risk === "late" ? 0 : risk === "at_risk" ? 1 : 2;
}

/** Order by urgency, then by window, then by id. */
export function compareEntries(a: Entry, b: Entry): number {
  return a.rank - b.rank || a.startS - b.startS || compareIds(a.delivery.shipmentId, b.delivery.shipmentId);
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Return what a search looks for its words in: id, reference, and the recipient's name and address. */
export function textOf(entry: Entry): string {
  entry.text ??= foldText(
    [
      visibleText(entry.delivery.shipmentId),
      entry.delivery.reference,
      entry.delivery.recipient?.name,
      entry.delivery.destination.name,
      entry.delivery.destination.address,
    ]
      .filter(Boolean)
      .join(" "),
  );
  return entry.text;
}
