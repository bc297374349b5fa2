import { useConnection, useFleetRefresh, useTracker } from "../../fleet/use-tracker";
import type { Messages } from "../../messages/messages";
import { useMessages } from "../../messages/use-messages";
import type { Spread } from "../../stream/delay-meter";
import { formatDelay } from "../../ui/format";
import { diagnosis } from "./connection-text";

/** The way of a position in numbers: from its device to the tracker, and from there to this screen. */
export function ConnectionDetail() {
  const messages = useMessages();
  const text = messages.connection;
  const tracker = useTracker();
  const connection = useConnection();
  useFleetRefresh();
  const [device, screen] = [tracker.deviceDelay(), tracker.screenDelay()];
  const wrong = diagnosis(connection, screen?.medianS ?? null, tracker.heartbeatLagS, messages);
  const unknown = tracker.knowsServerTime ? text.noData : text.notYet;
  const isLost = connection.status === "reconnecting" || connection.status === "offline";
  return (
    <div className="detail">
      <h2>{text.title}</h2>
      <p className="detail__says">{text.says[connection.status]}</p>
      {wrong !== null && <p className="detail__wrong">{wrong}</p>}
      {tracker.caughtUp?.isAnew === true && <p className="detail__note">{text.reloadedHint}</p>}
      {isLost && (
        <button type="button" className="button" onClick={() => tracker.retryNow()}>
          {text.retry}
        </button>
      )}
      <p className="detail__way" aria-hidden="true">
        <span>{text.device}</span>
        <span className="detail__hop">{delayText(device, messages)}</span>
        <span>{text.tracker}</span>
        <span className="detail__hop">{delayText(screen, messages)}</span>
        <span>{text.screen}</span>
      </p>
      <dl className="detail__figures">
        <Figure name={text.deviceDelay} spread={device} otherwise={unknown} />
        <Figure name={text.screenDelay} spread={screen} otherwise={unknown} />
        <Figure name={text.fixAge} spread={tracker.fixAge()} otherwise={text.noData} />
      </dl>
      <p className="detail__note">{tracker.isSharing ? text.shared : text.own}</p>
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly spread: Spread | null;
  readonly otherwise: string;
}

function Figure({ name, spread, otherwise }: FigureProps) {
  const messages = useMessages();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {spread === null
          ? otherwise
          : messages.connection.spread(formatDelay(spread.medianS, messages), formatDelay(spread.p95S, messages))}
      </dd>
    </div>
  );
}

function delayText(spread: Spread | null, messages: Messages): string {
  return spread === null ? "–" : formatDelay(spread.medianS, messages);
}
