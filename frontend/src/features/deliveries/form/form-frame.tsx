import { type ReactNode, useEffect, useRef, useState } from "react";
import { useMessages } from "../../../messages/use-messages";
import { IconButton } from "../../../ui/icon-button";
import { CloseIcon } from "../../../ui/icons";
import { useShortcuts } from "../../../ui/use-shortcuts";
import styles from "./delivery-form.module.css";
import type { DraftState } from "./use-draft";

interface FormFrameProps {
  readonly title: string;
  readonly submitLabel: string;
  readonly form: DraftState;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The frame of a form: its head, what is wrong with the whole, and its buttons. */
export function FormFrame({ title, submitLabel, form, onSubmit, onClose, children }: FormFrameProps) {
  const messages = useMessages();
  const text = messages.deliveries.form;
  const [isAsking, setAsking] = useState(false);
  const body = useRef<HTMLFormElement>(null);
  const { problems, refusal, isDirty, isSending } = form;
  const leave = () => (isDirty ? setAsking(true) : onClose());
  useShortcuts([["Escape", leave]], true);
  // A person who cannot see the page hears the first wrong field; nothing else takes the focus.
  useEffect(() => {
    if (Object.keys(problems).length > 0) body.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);
  return (
    <section className={styles["panel"]} aria-label={title}>
      <header className={styles["head"]}>
        <h2>{title}</h2>
        <IconButton label={messages.close} onClick={leave}>
          <CloseIcon />
        </IconButton>
      </header>
      <form
        ref={body}
        className={styles["frame"]}
        noValidate={true}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSending) onSubmit();
        }}
      >
        <div className={styles["form"]}>{children}</div>
        <div className={styles["foot"]}>
          <div role="alert">{refusal !== null && <p className={styles["problem"]}>{refusal.detail}</p>}</div>
          {isAsking ? (
            <Discard onDiscard={onClose} onKeep={() => setAsking(false)} />
          ) : (
            <div className={styles["buttons"]}>
              <button type="submit" className="button button--main" disabled={isSending}>
                {isSending ? messages.deliveries.change.working : submitLabel}
              </button>
              <button type="button" className="button" onClick={leave}>
                {text.cancel}
              </button>
            </div>
          )}
        </div>
      </form>
    </section>
  );
}

function Discard({ onDiscard, onKeep }: { readonly onDiscard: () => void; readonly onKeep: () => void }) {
  const text = useMessages().deliveries.form;
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div className={styles["buttons"]} role="alert">
      <span>{text.unsaved}</span>
      <button ref={keep} type="button" className="button" onClick={onKeep}>
        {text.keepEditing}
      </button>
      <button type="button" className="button" onClick={onDiscard}>
        {text.discard}
      </button>
    </div>
  );
}
