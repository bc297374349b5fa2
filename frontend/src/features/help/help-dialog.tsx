import { useContext, useEffect, useRef } from "react";
import { MOTION_STATUSES } from "../../fleet/motion-status";
import { statusHint } from "../../fleet/status-text";
import { useMessages } from "../../messages/use-messages";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import { StatusMark } from "../../ui/status-mark";
import { useUnits } from "../../ui/units";
import { SingleKeysContext } from "../../ui/use-shortcuts";
import styles from "./help.module.css";
import { SHORTCUTS } from "./shortcuts";

interface HelpDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSingleKeys: (areOn: boolean) => void;
}

/** The keys and the marks of the page. */
export function HelpDialog({ isOpen, onClose, onSingleKeys }: HelpDialogProps) {
  const messages = useMessages();
  const { help } = messages;
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
        <h2 id="help-title">{help.title}</h2>
        <IconButton label={messages.close} onClick={onClose}>
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
          {help.singleKeys}
          <small>{help.singleKeysHint}</small>
        </span>
      </label>
      {SHORTCUTS.map(([area, shortcuts]) => (
        <section key={area} aria-labelledby={`help-${area}`}>
          <h3 id={`help-${area}`}>{messages.areas[area]}</h3>
          <dl>
            {shortcuts.map(({ meaning, keys, isSingle }) => (
              <Shortcut
                key={meaning}
                keys={keys(help.keys)}
                meaning={help.meanings[meaning]}
                isOff={isSingle && !hasSingleKeys}
              />
            ))}
          </dl>
        </section>
      ))}
      <dl className={styles["marks"]}>
        {MOTION_STATUSES.map((status) => (
          <div key={status}>
            <dt>
              <StatusMark status={status} />
              {messages.status[status]}
            </dt>
            <dd>{statusHint(status, units, messages)}</dd>
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
  const { help } = useMessages();
  return (
    <div className={isOff ? styles["off"] : undefined}>
      <dt>
        <kbd>{keys}</kbd>
      </dt>
      <dd>{isOff ? help.off(meaning) : meaning}</dd>
    </div>
  );
}
