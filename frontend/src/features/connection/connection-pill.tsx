import { useConnection, useFleetRefresh, useTracker } from "../../fleet/use-tracker";
import { useMessages } from "../../messages/use-messages";
import { Popover } from "../../ui/popover";
import { ConnectionDetail } from "./connection-detail";
import { caughtUpText, connectionText, isBehind } from "./connection-text";

/** Says how current the page is; opens to say why. */
export function ConnectionPill() {
  const messages = useMessages();
  const tracker = useTracker();
  const connection = useConnection();
  useFleetRefresh();
  const delayS = tracker.screenDelay()?.medianS ?? null;
  const nowMs = performance.now();
  const caughtUp = caughtUpText(tracker.caughtUp, connection, nowMs, messages);
  const text =
    caughtUp === null
      ? connectionText(connection, delayS, nowMs, messages)
      : `${messages.connection.status.live} · ${caughtUp}`;
  return (
    <>
      <Popover
        className="connection"
        triggerClass={`pill pill--${isBehind(connection, delayS) || connection.status === "polling" ? "late" : connection.status}`}
        label={messages.connection.title}
        trigger={
          <>
            <span className="pill__mark" aria-hidden="true" />
            <span className="pill__text">{text}</span>
          </>
        }
      >
        <ConnectionDetail />
      </Popover>
      {/* Announces the change of state only: seconds that count down would never let a screen reader rest. */}
      <span className="visually-hidden" role="status">
        {`${messages.connection.status[connection.status]}${caughtUp === null ? "" : ` · ${caughtUp}`}`}
      </span>
    </>
  );
}
