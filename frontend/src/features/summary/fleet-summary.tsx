import { useFleetRefresh, useHasSnapshot, useTracker } from "../../live/use-tracker";
import { WORDS } from "../../ui/words";
import { summaryText } from "./summary-text";

/** One line: what one sees. */
export function FleetSummary() {
  const { store, view } = useTracker();
  const hasSnapshot = useHasSnapshot();
  useFleetRefresh();
  if (!hasSnapshot) return WORDS.loading;
  return store.count === 0 ? WORDS.empty.title : summaryText(view.counts, view.order.length);
}
