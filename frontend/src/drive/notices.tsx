import type { Driver } from "./driver";
import type { DriveMessages } from "./messages/en";
import type { Said } from "./outbox";
import type { Snapshot } from "./snapshot";
import { useTexts } from "./use-texts";

interface NoticesProps {
  readonly shown: Snapshot;
  readonly driver: Driver;
}

function refusalOf({ code = "", detail }: Said, { refusals }: DriveMessages): string {
  return Object.hasOwn(refusals, code) ? refusals[code as keyof typeof refusals] : (detail ?? code);
}

/** What did not go as the driver thinks: positions that were lost, a wrong clock, outcomes that were refused. */
export function Notices({ shown, driver }: NoticesProps) {
  const { texts, times } = useTexts();
  const { counts, clockWrongByMs } = shown;
  const words = texts.notices;
  const minutes = times.count(Math.max(1, Math.abs(clockWrongByMs) / 60_000));
  const refused = shown.said.filter(({ state }) => state === "refused");
  return (
    <>
      {shown.isLossy && (
        <p className="notice notice--bad" role="alert">
          {words.storage}
        </p>
      )}
      {clockWrongByMs !== 0 && (
        <p className="notice">{clockWrongByMs > 0 ? words.clockFast(minutes) : words.clockSlow(minutes)}</p>
      )}
      {(counts.rejected > 0 || counts.thinned > 0) && (
        <div className="notice">
          {counts.rejected > 0 && <p>{words.rejected(times.count(counts.rejected))}</p>}
          {counts.thinned > 0 && <p>{words.thinned(times.count(counts.thinned))}</p>}
          <button type="button" className="button" onClick={() => driver.forgetCounts()}>
            {words.understood}
          </button>
        </div>
      )}
      {refused.map((said) => (
        <div className="notice notice--bad" role="alert" key={said.id}>
          <h2 className="notice__title">
            {texts.said.refusedTitle}
            {": "}
            {texts.undo[said.to](said.shipmentId)}
          </h2>
          <p>{texts.said.refused(refusalOf(said, texts))}</p>
          <button type="button" className="button" onClick={() => driver.forget(said)}>
            {words.understood}
          </button>
        </div>
      ))}
    </>
  );
}
