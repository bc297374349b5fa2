import { useConnection, useFleetRefresh, useTracker } from "../../live/use-tracker";
import { WORDS } from "../../ui/words";
import { connectionText } from "./connection-text";

/** Says how current the page is. */
export function ConnectionPill() {
  const tracker = useTracker();
  const connection = useConnection();
  useFleetRefresh();
  return (
    <div className={`pill pill--${connection.status}`}>
      <span className="pill__mark" aria-hidden="true" />
      <span className="pill__text">{connectionText(connection, tracker.delayS(), Date.now())}</span>
      {/* Announces the change of state only: seconds that count down would never let a screen reader rest. */}
      <span className="visually-hidden" role="status">
        {WORDS.connection[connection.status]}
      </span>
    </div>
  );
}
