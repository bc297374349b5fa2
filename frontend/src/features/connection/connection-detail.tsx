import { useConnection, useFleetRefresh, useTracker } from "../../fleet/use-tracker";
import type { Spread } from "../../stream/delay-meter";
import { formatDelay } from "../../ui/format";
import { WORDS } from "../../ui/words";
import { diagnosis } from "./connection-text";

const TEXT = WORDS.connectionDetail;

/** The way of a position in numbers: from its device to the tracker, and from there to this screen. */
export function ConnectionDetail() {
  const tracker = useTracker();
  const connection = useConnection();
  useFleetRefresh();
  const [device, screen] = [tracker.deviceDelay(), tracker.screenDelay()];
  const wrong = diagnosis(connection, screen?.medianS ?? null, tracker.heartbeatLagS);
  const unknown = tracker.knowsServerTime ? TEXT.notKnown : TEXT.notYet;
  const isLost = connection.status === "reconnecting" || connection.status === "offline";
  return (
    <div className="detail">
      <h2>{TEXT.title}</h2>
      <p className="detail__says">{TEXT.says[connection.status]}</p>
      {wrong !== null && <p className="detail__wrong">{wrong}</p>}
      {tracker.caughtUp?.isAnew === true && <p className="detail__note">{TEXT.anew}</p>}
      {isLost && (
        <button type="button" className="button" onClick={() => tracker.retryNow()}>
          {TEXT.retry}
        </button>
      )}
      <p className="detail__way" aria-hidden="true">
        <span>{TEXT.device}</span>
        <span className="detail__hop">{delayText(device)}</span>
        <span>{TEXT.server}</span>
        <span className="detail__hop">{delayText(screen)}</span>
        <span>{TEXT.screen}</span>
      </p>
      <dl className="detail__figures">
        <Figure name={TEXT.deviceDelay} spread={device} otherwise={unknown} />
        <Figure name={TEXT.screenDelay} spread={screen} otherwise={unknown} />
        <Figure name={TEXT.fixAge} spread={tracker.fixAge()} otherwise={TEXT.notKnown} />
      </dl>
      <p className="detail__note">{tracker.isSharing ? TEXT.shared : TEXT.own}</p>
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly spread: Spread | null;
  readonly otherwise: string;
}

function Figure({ name, spread, otherwise }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {spread === null
          ? otherwise
          : `${TEXT.median} ${formatDelay(spread.medianS)}, ${TEXT.p95} ${formatDelay(spread.p95S)}`}
      </dd>
    </div>
  );
}

function delayText(spread: Spread | null): string {
  return spread === null ? "–" : formatDelay(spread.medianS);
}
