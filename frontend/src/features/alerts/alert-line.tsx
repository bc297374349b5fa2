import type { AlertLine as Line, ListedAlert } from "../../deliveries/alert-lines";
import { formatClock, formatInstant } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { formatAge } from "../../ui/format";
import { ActButtons } from "./act-buttons";
import { AlertItem, PlaceOf, StateOf } from "./alert-item";
import styles from "./alerts.module.css";
import type { AlertListProps } from "./list-props";
import { useActKeys } from "./use-act-keys";

type AlertLineProps = AlertListProps & { readonly line: Line };

/** The alerts of one kind on one route; several open below their line, a single one opens its delivery or driver. */
export function AlertLine(props: AlertLineProps) {
  const { line, open, onOpen, nowS, acts, snoozeS } = props;
  const messages = useMessages();
  const text = messages.alerts;
  const { alerts, key, kind, openedAt } = line;
  const [only] = alerts;
  const single = alerts.length === 1 ? only : undefined;
  const isOpen = key === open && single === undefined;
  const words = useLineWords(line);
  const canAcknowledge = alerts.some(({ alert }) => alert.state === "open");
  const acknowledge = acts !== null && canAcknowledge ? () => acts.acknowledge(alerts) : null;
  const snooze = acts === null ? null : () => acts.snooze(alerts);
  const onKeyDown = useActKeys(acknowledge, snooze);
  return (
    <li className={styles["line"]} data-kind={kind} data-waits={line.isOpen} onKeyDown={onKeyDown}>
      <div className={styles["head"]}>
        <button
          type="button"
          data-stop=""
          className={styles["words"]}
          aria-expanded={single === undefined ? isOpen : undefined}
          onClick={() => (single ? openSingle(single, props) : onOpen(isOpen ? null : key))}
        >
          <strong>
            <bdi>{words}</bdi>
          </strong>
          <small className={styles["quiet"]} title={formatInstant(openedAt)}>
            {text.since(formatClock(openedAt), formatAge(Math.max(0, nowS - openedAt), messages))}
          </small>
          <PlaceOf place={single?.place ?? line.place} />
          {single && <StateOf each={single} nowS={nowS} />}
        </button>
        <ActButtons
          name={words}
          count={alerts.length}
          acknowledge={acknowledge}
          snooze={snooze}
          isWorking={acts?.isWorking ?? false}
          snoozeS={snoozeS}
        />
      </div>
      <p className={styles["next"]}>{text.next[kind]}</p>
      {kind === "silent" && line.hides > 0 && (
        <p className={`${styles["quiet"]} ${styles["hides"]}`}>{text.hides(line.hides)}</p>
      )}
      {isOpen && (
        <ul className={styles["items"]}>
          {alerts.map((each) => (
            <AlertItem key={each.alert.id} {...props} each={each} />
          ))}
        </ul>
      )}
    </li>
  );
}

function openSingle({ shipmentId, driverId }: ListedAlert, { onOpenDelivery, onOpenDriver }: AlertListProps): void {
  if (shipmentId !== null) onOpenDelivery(shipmentId);
  else if (driverId !== null) onOpenDriver(driverId);
}

function useLineWords({ alerts, kind, driverId }: Line): string {
  const text = useMessages().alerts;
  const [only] = alerts;
  const what = text.what[kind];
  if (only?.shipmentId === null) return text.ofDriver(visibleText(driverId ?? ""), what);
  const words =
    only !== undefined && alerts.length === 1
      ? text.delivery(visibleText(only.shipmentId), what)
      : text.line(alerts.length, what);
  return driverId === null ? words : text.onDriver(words, visibleText(driverId));
}
