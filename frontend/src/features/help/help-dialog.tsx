import { useContext, useEffect, useRef } from "react";
import { MOTION_STATUSES } from "../../fleet/motion-status";
import { statusHint } from "../../fleet/status-text";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import { StatusMark } from "../../ui/status-mark";
import { useUnits } from "../../ui/units";
import { SingleKeysContext } from "../../ui/use-shortcuts";
import { SHORTCUTS, WORDS } from "../../ui/words";
import styles from "./help.module.css";

interface HelpDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSingleKeys: (areOn: boolean) => void;
}

/** The keys and the marks of the page. */
export function HelpDialog({ isOpen, onClose, onSingleKeys }: HelpDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const units = useUnits();
  const hasSingleKeys = useContext(SingleKeysContext);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} className={styles["dialog"]} aria-labelledby="help-title" onClose={onClose}>
      <header className={styles["head"]}>
        <h2 id="help-title">{WORDS.help}</h2>
        <IconButton label={WORDS.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <label className={`choice ${styles["switch"]}`}>
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells by itself whether it is checked
          role="switch"
          checked={hasSingleKeys}
          onChange={({ target }) => onSingleKeys(target.checked)}
        />
        <span>
          {WORDS.singleKeys}
          <small>{WORDS.singleKeysHint}</small>
        </span>
      </label>
      <dl>
        {SHORTCUTS.map(([keys, meaning, kind]) => (
          <Shortcut key={keys} keys={keys} meaning={meaning} isOff={kind === "single" && !hasSingleKeys} />
        ))}
      </dl>
      <dl className={styles["marks"]}>
        {MOTION_STATUSES.map((status) => (
          <div key={status}>
            <dt>
              <StatusMark status={status} />
              {WORDS.status[status]}
            </dt>
            <dd>{statusHint(status, units)}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}

interface ShortcutProps {
  readonly keys: string;
  readonly meaning: string;
  readonly isOff: boolean;
}

function Shortcut({ keys, meaning, isOff }: ShortcutProps) {
  return (
    <div className={isOff ? styles["off"] : undefined}>
      <dt>
        <kbd>{keys}</kbd>
      </dt>
      <dd>{isOff ? `${meaning} ${WORDS.keyIsOff}` : meaning}</dd>
    </div>
  );
}
