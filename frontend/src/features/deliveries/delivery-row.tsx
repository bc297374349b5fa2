import { memo } from "react";
import type { Delivery } from "../../api/types";
import { etaWords, rangeWords, zoneOf } from "../../deliveries/delivery-words";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { Name } from "../../ui/name";
import styles from "./deliveries.module.css";
import { RiskMark, StatusName } from "./status-name";

interface DeliveryRowProps {
  readonly delivery: Delivery;
  /** The server's time in steps, so that ages move without a redraw for each change. */
  readonly nowS: number;
  /** Counted from 1 at the head of the table. */
  readonly rowIndex: number;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onOpen: (shipmentId: string) => void;
  readonly onSelect: (shipmentId: string, isExtended: boolean) => void;
}

/** The id of a row's element, which the table names as its active one. */
export function rowElementId(shipmentId: string): string {
  return `delivery-${encodeURIComponent(visibleText(shipmentId))}`;
}

/** One delivery in the table. */
export const DeliveryRow = memo(function DeliveryRow(props: DeliveryRowProps) {
  const { delivery, nowS, rowIndex, isOpen, isActive, isSelected, onOpen, onSelect } = props;
  const messages = useMessages();
  const text = messages.deliveries;
  const { shipmentId, window, driverId, progress, reference, recipient } = delivery;
  return (
    <tr
      id={rowElementId(shipmentId)}
      className={styles["row"]}
      data-active={isActive}
      data-open={isOpen}
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      onClick={() => onOpen(shipmentId)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box inside takes the keys */}
      <td className={styles["pick"]} onClick={(event) => event.stopPropagation()}>
        <label className={styles["box"]}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={text.select(visibleText(shipmentId))}
            checked={isSelected}
            onClick={(event) => onSelect(shipmentId, event.shiftKey)}
            onChange={() => {}}
          />
        </label>
      </td>
      <td className={styles["id"]}>
        <Name>{shipmentId}</Name>
        <small className={styles["under"]}>{text.status[delivery.status]}</small>
      </td>
      <td className={styles["state"]}>
        <StatusName status={delivery.status} />
      </td>
      <td className={styles["wide"]}>{driverId && <Name>{driverId}</Name>}</td>
      <td className={styles["middle"]}>{window && rangeWords(window.start, window.end, zoneOf(delivery), nowS)}</td>
      <td className={styles["arrival"]}>
        <EtaCell delivery={delivery} nowS={nowS} />
      </td>
      <td className={styles["number"]}>{progress?.stopsBefore}</td>
      <td className={styles["danger"]}>
        <RiskMark delivery={delivery} />
      </td>
      <td className={styles["wide"]}>{reference && <Name>{reference}</Name>}</td>
      <td className={styles["wide"]}>{recipient?.name && <Name>{recipient.name}</Name>}</td>
    </tr>
  );
});

function EtaCell({ delivery, nowS }: { readonly delivery: Delivery; readonly nowS: number }) {
  const messages = useMessages();
  const text = messages.deliveries;
  const eta = etaWords(delivery, nowS, messages);
  if (eta === null) return null;
  return (
    <span title={text.derivedHint(eta.age)}>
      {eta.range}
      <small className={styles["age"]}>{eta.isPlanned ? text.both(text.planned, eta.age) : eta.age}</small>
    </span>
  );
}
