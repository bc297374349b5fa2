import { useFleetRefresh, useHasSnapshot, useTracker } from "../../fleet/use-tracker";
import { WORDS } from "../../ui/words";
import { summaryParts } from "./summary-text";

/** One line: what one sees. */
export function FleetSummary() {
  const { store, view } = useTracker();
  const hasSnapshot = useHasSnapshot();
  useFleetRefresh();
  if (!hasSnapshot) return WORDS.loading;
  if (store.count === 0) return WORDS.empty.title;
  const [first, second] = summaryParts(view.counts, view.order.length);
  return (
    <>
      {first}
      {second !== undefined && <span className="topbar__more">{` · ${second}`}</span>}
    </>
  );
}
