import type { MouseEvent } from "react";
import { useMessages } from "../../messages/use-messages";
import { formatDuration } from "../../ui/format";
import styles from "./alerts.module.css";

interface ActButtonsProps {
  /** What the buttons act on, for a screen reader. */
  readonly name: string;
  readonly count: number;
  /** Null where there is nothing to acknowledge, or this browser may only read. */
  readonly acknowledge: (() => void) | null;
  readonly snooze: (() => void) | null;
  readonly isWorking: boolean;
  readonly snoozeS: number;
}

export function ActButtons({ name, count, acknowledge, snooze, isWorking, snoozeS }: ActButtonsProps) {
  const messages = useMessages();
  const text = messages.alerts;
  if (snooze === null) return null;
  const snoozeWords = text.snooze(formatDuration(snoozeS, messages));
  return (
    <span className={styles["acts"]}>
      {acknowledge !== null && (
        <button
          type="button"
          className="button"
          aria-label={text.actOn(text.acknowledgeAll(count), name)}
          disabled={isWorking}
          onClick={(event) => {
            // The button disappears with the act, and must not take the focus with it.
            focusLine(event);
            acknowledge();
          }}
        >
          {text.acknowledgeAll(count)}
        </button>
      )}
      <button
        type="button"
        className="button"
        aria-label={text.actOn(snoozeWords, name)}
        disabled={isWorking}
        onClick={(event) => {
          focusLine(event);
          snooze();
        }}
      >
        {snoozeWords}
      </button>
    </span>
  );
}

function focusLine({ currentTarget }: MouseEvent<HTMLElement>): void {
  currentTarget.closest("li")?.querySelector<HTMLElement>("[data-stop]")?.focus();
}
