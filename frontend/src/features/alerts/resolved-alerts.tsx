import type { ListedAlert } from "../../deliveries/alert-lines";
import { formatInstant } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { formatAge } from "../../ui/format";
import styles from "./alerts.module.css";

interface ResolvedAlertsProps {
  /** The newest first. */
  readonly resolved: readonly ListedAlert[];
  readonly nowS: number;
  readonly onOpenDelivery: (shipmentId: string) => void;
}

/** More than a dispatcher reads; the rest is in the log of events. */
const MOST = 50;

/** Alerts that resolved lately, without a person. */
export function ResolvedAlerts({ resolved, nowS, onOpenDelivery }: ResolvedAlertsProps) {
  const messages = useMessages();
  const text = messages.alerts;
  return (
    <section className={styles["resolved"]} aria-labelledby="resolved-alerts">
      <h3 id="resolved-alerts">{text.resolved}</h3>
      <ul className={styles["lines"]}>
        {resolved.slice(0, MOST).map(({ alert, kind, shipmentId, driverId }) => {
          if (shipmentId === null) return null;
          const words = text.delivery(visibleText(shipmentId), text.what[kind]);
          return (
            <li key={alert.id} className={styles["item"]}>
              <button type="button" className={styles["words"]} onClick={() => onOpenDelivery(shipmentId)}>
                <bdi>{driverId ? text.onDriver(words, visibleText(driverId)) : words}</bdi>
                <small className={styles["quiet"]} title={formatInstant(alert.resolvedAt ?? 0)}>
                  {text.resolvedAge(formatAge(Math.max(0, nowS - (alert.resolvedAt ?? nowS)), messages))}
                </small>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
