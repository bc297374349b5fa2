import { useFleetRefresh, useHasSnapshot, useTracker } from "../../fleet/use-tracker";
import { useMessages } from "../../messages/use-messages";
import { summaryParts } from "./summary-text";

/** One line: what one sees. */
export function FleetSummary() {
  const messages = useMessages();
  const { store, view } = useTracker();
  const hasSnapshot = useHasSnapshot();
  useFleetRefresh();
  if (!hasSnapshot) return messages.loading;
  if (store.count === 0) return messages.empty.title;
  const [first, second] = summaryParts(view.counts, view.order.length, messages);
  return (
    <>
      {first}
      {second !== undefined && <span className="topbar__more">{` · ${second}`}</span>}
    </>
  );
}
