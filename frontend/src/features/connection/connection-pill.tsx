import { useConnection, useFleetRefresh, useTracker } from "../../live/use-tracker";
import { WORDS } from "../../ui/words";
import { connectionText, isBehind } from "./connection-text";

/** Says how current the page is. */
export function ConnectionPill() {
  const tracker = useTracker();
  const connection = useConnection();
  useFleetRefresh();
  const delayS = tracker.delayS();
  return (
    <div className={`pill pill--${isBehind(connection, delayS) ? "late" : connection.status}`}>
      <span className="pill__mark" aria-hidden="true" />
      <span className="pill__text" title={connection.status === "live" ? WORDS.delayHint : undefined}>
        {connectionText(connection, delayS, Date.now())}
      </span>
      {/* Announces the change of state only: seconds that count down would never let a screen reader rest. */}
      <span className="visually-hidden" role="status">
        {WORDS.connection[connection.status]}
      </span>
    </div>
  );
}
