import { useEffect, useRef } from "react";
import { MOTION_STATUSES } from "../../live/motion-status";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import { StatusMark } from "../../ui/status-mark";
import { useUnits } from "../../ui/units";
import { SHORTCUTS, statusHint, WORDS } from "../../ui/words";

/** The keys and the marks of the page. */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const units = useUnits();
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <header className="help__head">
        <h2 id="help-title">{WORDS.help}</h2>
        <IconButton label={WORDS.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <dl className="help__keys">
        {SHORTCUTS.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <dl className="help__marks">
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
