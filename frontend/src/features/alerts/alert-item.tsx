import type { ListedAlert } from "../../deliveries/alert-lines";
import { etaWords, rangeWords, zoneOf } from "../../deliveries/delivery-words";
import { formatClock } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { formatAge } from "../../ui/format";
import { Name } from "../../ui/name";
import { ActButtons } from "./act-buttons";
import styles from "./alerts.module.css";
import type { AlertListProps } from "./list-props";
import { useActKeys } from "./use-act-keys";

type AlertItemProps = AlertListProps & { readonly each: ListedAlert };

/** One alert of an open line. */
export function AlertItem({ each, nowS, acts, snoozeS, onOpenDelivery }: AlertItemProps) {
  const messages = useMessages();
  const text = messages.alerts;
  const { alert, delivery, place } = each;
  const acknowledge = acts !== null && alert.state === "open" ? () => acts.acknowledge([each]) : null;
  const snooze = acts === null ? null : () => acts.snooze([each]);
  const onKeyDown = useActKeys(acknowledge, snooze);
  // Several alerts in one line are those of deliveries.
  if (delivery === null) return null;
  const { shipmentId, window } = delivery;
  const eta = etaWords(delivery, nowS, messages);
  const facts = [
    text.since(formatClock(alert.openedAt), formatAge(Math.max(0, nowS - alert.openedAt), messages)),
    window && text.window(rangeWords(window.start, window.end, zoneOf(delivery), nowS)),
    eta && text.eta(eta.range),
  ].filter(Boolean);
  return (
    <li className={styles["item"]} onKeyDown={onKeyDown}>
      <button type="button" data-stop="" className={styles["words"]} onClick={() => onOpenDelivery(shipmentId)}>
        <strong>
          <Name>{shipmentId}</Name>
        </strong>
        <small className={styles["quiet"]}>{facts.join(" · ")}</small>
        <PlaceOf place={place} />
        <StateOf each={each} nowS={nowS} />
      </button>
      <ActButtons
        name={visibleText(shipmentId)}
        count={1}
        acknowledge={acknowledge}
        snooze={snooze}
        isWorking={acts?.isWorking ?? false}
        snoozeS={snoozeS}
      />
    </li>
  );
}

/** Where a delivery or driver is. */
export function PlaceOf({ place }: { readonly place: string | null }) {
  if (place === null) return null;
  return (
    <small className={styles["place"]}>
      <bdi>{place}</bdi>
    </small>
  );
}

/** Who takes care of an alert, or until when it is hidden. */
export function StateOf({ each: { alert, state }, nowS }: { readonly each: ListedAlert; readonly nowS: number }) {
  const messages = useMessages();
  const text = messages.alerts;
  const { acknowledgedAt, acknowledgedBy, snoozedUntil } = alert;
  const age = formatAge(Math.max(0, nowS - (acknowledgedAt ?? nowS)), messages);
  const words = [
    alert.state === "acknowledged" &&
      (acknowledgedBy ? text.acknowledgedBy(visibleText(acknowledgedBy), age) : text.acknowledged),
    state === "snoozed" && snoozedUntil != null && text.snoozedUntil(formatClock(snoozedUntil)),
  ].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <small className={styles["state"]}>
      <bdi>{words.join(" · ")}</bdi>
    </small>
  );
}
