import type { Delivery, DriverRow } from "../../api/types";
import { etaWords, rangeWords, zoneOf } from "../../deliveries/delivery-words";
import type { Stop } from "../../deliveries/driver-routes";
import { useMessages } from "../../messages/use-messages";
import { formatAge } from "../../ui/format";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import { Name } from "../../ui/name";
import styles from "./routes.module.css";

interface DriverCardProps {
  readonly driverId: string;
  /** The stops left in order; null until the deliveries are here. */
  readonly stops: readonly Stop[] | null;
  /** The driver's own position, or null where it reports none. */
  readonly row: DriverRow | null;
  readonly nowS: number;
  readonly onOpen: (shipmentId: string) => void;
  readonly onClose: () => void;
}

/** A driver: the last position, and the stops left in order. */
export function DriverCard({ driverId, stops, row, nowS, onOpen, onClose }: DriverCardProps) {
  const messages = useMessages();
  const text = messages.routes;
  const age = row === null ? null : formatAge(Math.max(0, nowS - row.timestamp), messages);
  return (
    <aside aria-label={text.card}>
      <header className={styles["head"]}>
        <div>
          <h2>
            <Name>{driverId}</Name>
          </h2>
          <p className={styles["quiet"]}>{age === null ? text.noPosition : text.position(age)}</p>
          {row?.contactAt != null && (
            <p className={styles["quiet"]}>{text.contact(formatAge(Math.max(0, nowS - row.contactAt), messages))}</p>
          )}
          {row?.suspect && <p className={styles["unconfirmed"]}>{messages.shipment.suspect}</p>}
        </div>
        <IconButton label={messages.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <p className={styles["left"]} role="status">
        {stops === null ? messages.deliveries.loading : text.stopsLeft(stops.length)}
      </p>
      {stops !== null && stops.length > 0 && (
        <>
          <ol className={styles["stops"]}>
            {stops.map(({ deliveries }, index) => (
              <li key={deliveries[0]?.shipmentId} className={styles["stop"]} data-next={index === 0}>
                {index === 0 && <strong className={styles["next"]}>{text.next}</strong>}
                {deliveries.map((delivery) => (
                  <StopDelivery key={delivery.shipmentId} delivery={delivery} nowS={nowS} onOpen={onOpen} />
                ))}
              </li>
            ))}
          </ol>
          <p className={styles["quiet"]}>{text.lineHint}</p>
        </>
      )}
    </aside>
  );
}

interface StopDeliveryProps {
  readonly delivery: Delivery;
  readonly nowS: number;
  readonly onOpen: (shipmentId: string) => void;
}

function StopDelivery({ delivery, nowS, onOpen }: StopDeliveryProps) {
  const messages = useMessages();
  const { routes: text, deliveries, alerts } = messages;
  const { shipmentId, window, progress, status, destination } = delivery;
  const eta = etaWords(delivery, nowS, messages);
  const risk = progress?.risk ?? "none";
  return (
    <div className={styles["delivery"]}>
      <button type="button" className="text-button" onClick={() => onOpen(shipmentId)}>
        <Name>{shipmentId}</Name>
      </button>
      {destination.name && (
        <span>
          <Name>{destination.name}</Name>
        </span>
      )}
      <span>
        {eta === null ? deliveries.noEta : text.eta(eta.range)}
        {risk !== "none" && (
          <strong className={styles["risk"]} data-risk={risk}>
            {deliveries.risk[risk]}
          </strong>
        )}
      </span>
      {eta !== null && (
        <small className={styles["quiet"]}>
          {[deliveries.card.derived, eta.isPlanned && deliveries.planned, text.foretold(eta.age)]
            .filter(Boolean)
            .join(" · ")}
        </small>
      )}
      <small className={styles["quiet"]}>
        {[
          window && alerts.window(rangeWords(window.start, window.end, zoneOf(delivery), nowS)),
          deliveries.status[status],
        ]
          .filter(Boolean)
          .join(" · ")}
      </small>
    </div>
  );
}
