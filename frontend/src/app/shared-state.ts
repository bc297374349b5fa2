import type { Tracker } from "../fleet/tracker";
import type { UrlState } from "./url-state";

/** Return the state without a search that no shipment matches: it may be the address of a person. */
export function sharedState(state: UrlState, { hasSnapshot, view }: Pick<Tracker, "hasSnapshot" | "view">): UrlState {
  const { all, putAway } = view.counts;
  const isPrivate = hasSnapshot && all + putAway === 0;
  return isPrivate ? { ...state, query: { ...state.query, search: "" } } : state;
}
