import { useEffect, useRef } from "react";
import { useMessages } from "../../messages/use-messages";
import styles from "./map-tools.module.css";

interface LocateQuestionProps {
  readonly onContinue: () => void;
  readonly onClose: () => void;
}

/** Says what happens to the position of this device, before the browser asks for it. */
export function LocateQuestion({ onContinue, onClose }: LocateQuestionProps) {
  const text = useMessages().mapTools;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles["question"]} aria-labelledby="locate-title" onClose={onClose}>
      <h2 id="locate-title">{text.locateTitle}</h2>
      <p>{text.locateExplained}</p>
      <div className={styles["answers"]}>
        <button type="button" className="button" onClick={onClose}>
          {text.cancel}
        </button>
        <button type="button" className="button button--main" onClick={onContinue}>
          {text.locateStart}
        </button>
      </div>
    </dialog>
  );
}
