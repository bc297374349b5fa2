import { useEffect, useRef } from "react";
import styles from "./devices.module.css";

interface ConfirmProps {
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly isWaiting: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks once, with the harmless answer focused. */
export function Confirm({ question, yes, no, isWaiting, onYes, onNo }: ConfirmProps) {
  const harmless = useRef<HTMLButtonElement>(null);
  useEffect(() => harmless.current?.focus(), []);
  return (
    <div className={styles["confirm"]} role="alert">
      <p>
        <bdi>{question}</bdi>
      </p>
      <button ref={harmless} type="button" className="button" onClick={onNo}>
        {no}
      </button>
      <button type="button" className="button" disabled={isWaiting} onClick={onYes}>
        {yes}
      </button>
    </div>
  );
}
