import type { Driver } from "./driver";
import type { DriveMessages } from "./messages/en";
import type { SharingState } from "./sharing-state";
import type { ShownTimes } from "./shown-times";
import type { Snapshot } from "./snapshot";
import type { Shift } from "./store";
import { useTexts } from "./use-texts";

interface SharingBarProps {
  readonly shown: Snapshot;
  readonly driver: Driver;
}

/** Says whether the position is shared, why not, and what to do about it. */
export function SharingBar({ shown, driver }: SharingBarProps) {
  const { texts, times } = useTexts();
  const { sharing, shift } = shown;
  const [title, detail] = wordsOf(sharing, shift, texts, times);
  return (
    <section className={`sharing sharing--${sharing.kind}`}>
      <div role="status">
        <h2 className="sharing__title">
          <span className="sharing__mark" aria-hidden="true" />
          {title}
        </h2>
      </div>
      <p className="sharing__detail">{detail}</p>
      {shown.phase === "ready" && <ShiftButtons shift={shift} onChange={(next) => driver.setShift(next)} />}
      {sharing.kind === "stopped" && sharing.trouble !== "insecure" && (
        <button type="button" className="button" onClick={() => driver.tryAgain()}>
          {texts.tryAgain}
        </button>
      )}
    </section>
  );
}

function ShiftButtons({ shift, onChange }: { readonly shift: Shift; readonly onChange: (shift: Shift) => void }) {
  const { shift: words } = useTexts().texts;
  if (shift === "off") {
    return (
      <button type="button" className="button button--main button--large" onClick={() => onChange("on")}>
        {words.start}
      </button>
    );
  }
  return (
    <div className="buttons">
      <button
        type="button"
        className={shift === "on" ? "button" : "button button--main"}
        onClick={() => onChange(shift === "on" ? "break" : "on")}
      >
        {shift === "on" ? words.pause : words.resume}
      </button>
      <button type="button" className="button" onClick={() => onChange("off")}>
        {words.end}
      </button>
    </div>
  );
}

/** More waiting positions than a few are a backlog that a driver should know of. */
const BACKLOG_FROM = 20;

function wordsOf(state: SharingState, shift: Shift, texts: DriveMessages, times: ShownTimes): [string, string] {
  const words = texts.sharing;
  switch (state.kind) {
    case "sharing": {
      const backlog = state.kept > BACKLOG_FROM ? ` ${words.sending(times.count(state.kept))}` : "";
      return [words.sharing, words.sharingDetail(times.age(state.fixAgeS)) + backlog];
    }
    case "waiting_for_gps":
      return [
        words.waiting,
        state.lastFixAgeS === null ? words.waitingDetail : words.lostGps(times.age(state.lastFixAgeS)),
      ];
    case "offline": {
      const count = times.count(state.kept);
      return [words.offline, state.hasGps ? words.kept(count) : words.keptNoGps(count)];
    }
    case "elsewhere":
      return [words.elsewhere, words.elsewhereDetail];
    case "not_sharing":
      return [shift === "break" ? words.onBreak : words.notSharing, words.notSharingDetail];
    case "stopped":
      return [words.stopped, texts.troubles[state.trouble]];
  }
}
