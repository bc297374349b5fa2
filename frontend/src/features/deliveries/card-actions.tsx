import { useEffect, useRef, useState } from "react";
import type { DeliveriesApi } from "../../api/deliveries";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import styles from "./deliveries.module.css";

interface CardActionsProps {
  readonly shipmentId: string;
  readonly api: DeliveriesApi;
  readonly onEdit: () => void;
  /** Called with what the tracker decided, in words. */
  readonly onWithdrawn: (said: string) => void;
}

/** Opens the form of a delivery, or withdraws it once the person confirms. */
export function CardActions({ shipmentId, api, onEdit, onWithdrawn }: CardActionsProps) {
  const { deliveries } = useMessages();
  const text = deliveries.withdraw;
  const [isAsking, setAsking] = useState(false);
  const [isWaiting, setWaiting] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const name = visibleText(shipmentId);
  const withdraw = async () => {
    setWaiting(true);
    setRefusal(null);
    const { data, problem } = await api.withdraw(shipmentId);
    setWaiting(false);
    setAsking(false);
    if (problem !== null) setRefusal(problem.detail);
    else onWithdrawn(data.isPending ? deliveries.form.pending(name) : text.done(name));
  };
  return (
    <>
      <div className={styles["actions"]}>
        <button type="button" className="button" onClick={onEdit}>
          {text.edit}
        </button>
        <button type="button" className="button" aria-expanded={isAsking} onClick={() => setAsking(!isAsking)}>
          {text.title}
        </button>
      </div>
      {isAsking && (
        <Confirm name={name} isWaiting={isWaiting} onYes={() => void withdraw()} onNo={() => setAsking(false)} />
      )}
      <div role="alert">{refusal !== null && <p className={styles["alarm"]}>{refusal}</p>}</div>
    </>
  );
}

interface ConfirmProps {
  readonly name: string;
  readonly isWaiting: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function Confirm({ name, isWaiting, onYes, onNo }: ConfirmProps) {
  const text = useMessages().deliveries.withdraw;
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  return (
    <div className={styles["confirm"]} role="alert">
      <p>
        <bdi>{text.question(name)}</bdi>
      </p>
      <button ref={no} type="button" className="button" onClick={onNo}>
        {text.no}
      </button>
      <button type="button" className="button" disabled={isWaiting} onClick={onYes}>
        {text.yes}
      </button>
    </div>
  );
}
