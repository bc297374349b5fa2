import { type ReactNode, useEffect, useState } from "react";
import type { DeliveriesApi } from "../../api/deliveries";
import type { Delivery, DeliveryWithPosition } from "../../api/types";
import { etaWords, foreignZone, rangeWords, zoneOf } from "../../deliveries/delivery-words";
import { formatInstant } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { formatAge, formatPlace } from "../../ui/format";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import { Name } from "../../ui/name";
import styles from "./deliveries.module.css";
import { Custody, Timeline } from "./delivery-history";
import { RiskMark, StatusName } from "./status-name";

/** Where a delivery was last seen. */
export type SeenAt = NonNullable<DeliveryWithPosition["position"]>;

interface DeliveryCardProps {
  readonly shipmentId: string;
  /** Null where the table has no such delivery. */
  readonly delivery: Delivery | null;
  readonly nowS: number;
  readonly api: DeliveriesApi;
  readonly actions: ReactNode;
  readonly onShowOnMap: (shipmentId: string, position: SeenAt) => void;
  readonly onClose: () => void;
}

/** All that is known of one delivery. */
export function DeliveryCard(props: DeliveryCardProps) {
  const { shipmentId, delivery, actions, onClose } = props;
  const messages = useMessages();
  const text = messages.deliveries.card;
  return (
    <aside tabIndex={-1} className={styles["card"]} aria-label={text.title}>
      <header className={styles["card-head"]}>
        <h2>
          <Name>{shipmentId}</Name>
        </h2>
        <IconButton label={messages.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {delivery === null ? <p className={styles["quiet"]}>{text.missing}</p> : <Facts {...props} delivery={delivery} />}
      {delivery !== null && actions}
      {delivery !== null && <Timeline delivery={delivery} />}
      {delivery !== null && <Custody delivery={delivery} />}
    </aside>
  );
}

function Facts({ delivery, nowS, api, onShowOnMap }: DeliveryCardProps & { readonly delivery: Delivery }) {
  const messages = useMessages();
  const { deliveries } = messages;
  const text = deliveries.card;
  const { shipmentId, window, driverId, destination, recipient, reference, note, progress, attempts = 0 } = delivery;
  const zone = zoneOf(delivery);
  const eta = etaWords(delivery, nowS, messages);
  const position = usePosition(api, delivery);
  const open = (delivery.alerts ?? []).filter(({ state }) => state !== "resolved");
  return (
    <dl className={styles["facts"]}>
      <Fact name={deliveries.columns.status}>
        <span>
          <StatusName status={delivery.status} />
          <small className={styles["age"]} title={formatInstant(delivery.statusAt)}>
            {formatAge(Math.max(0, nowS - delivery.statusAt), messages)}
          </small>
        </span>
      </Fact>
      <Fact name={text.window}>
        {window ? (
          <span>
            {rangeWords(window.start, window.end, zone, nowS)} <Zone zone={zone} />
          </span>
        ) : (
          text.noWindow
        )}
      </Fact>
      <Fact name={text.eta}>
        {eta === null ? (
          deliveries.noEta
        ) : (
          <span>
            {eta.range} <Zone zone={zone} />
            <small className={styles["age"]}>
              {[text.derived, eta.isPlanned && deliveries.planned, eta.age].filter(Boolean).join(" · ")}
            </small>
          </span>
        )}
      </Fact>
      {progress?.stopsBefore != null && (
        <Fact name={text.stops}>
          <Derived>{progress.stopsBefore}</Derived>
        </Fact>
      )}
      {progress?.risk !== undefined && (
        <Fact name={text.risk}>
          <Derived>
            <RiskMark delivery={delivery} />
          </Derived>
        </Fact>
      )}
      {open.length > 0 && (
        <Fact name={text.alerts}>{open.map(({ kind }) => alertName(kind, messages)).join(", ")}</Fact>
      )}
      <Fact name={text.driver}>{driverId ? <Name>{driverId}</Name> : text.noDriver}</Fact>
      <Fact name={text.attempts}>{attempts}</Fact>
      <Fact name={text.position}>
        {position === null ? (
          text.noPosition
        ) : (
          <span>
            {formatPlace(position.latitude, position.longitude)}
            <small className={styles["age"]}>
              {deliveries.both(
                position.subject === "driver" ? text.ofDriver : text.ofShipment,
                formatAge(Math.max(0, nowS - position.timestamp), messages),
              )}
            </small>
            <button type="button" className="text-button" onClick={() => onShowOnMap(shipmentId, position)}>
              {text.showOnMap}
            </button>
          </span>
        )}
      </Fact>
      <Fact name={text.destination}>
        <span>
          <Lines lines={[destination.name, destination.address]} />
          <small className={styles["age"]}>{formatPlace(destination.latitude, destination.longitude)}</small>
        </span>
      </Fact>
      <Told name={text.recipient} value={[recipient?.name, recipient?.phone, recipient?.email]} />
      <Told name={text.reference} value={[reference]} />
      <Told name={text.note} value={[note]} />
    </dl>
  );
}

function alertName(kind: string, { deliveries }: ReturnType<typeof useMessages>): string {
  const names: Readonly<Record<string, string>> = deliveries.alert;
  return names[kind] ?? kind;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A row of what people wrote; it is absent where they wrote nothing. */
function Told({ name, value }: { readonly name: string; readonly value: readonly (string | null | undefined)[] }) {
  if (!value.some(Boolean)) return null;
  return (
    <Fact name={name}>
      <span>
        <Lines lines={value} />
      </span>
    </Fact>
  );
}

function Lines({ lines }: { readonly lines: readonly (string | null | undefined)[] }) {
  const told = lines.filter((line): line is string => Boolean(line));
  return told.map((line) => (
    <span key={line} className={styles["line"]}>
      <Name>{line}</Name>
    </span>
  ));
}

function Derived({ children }: { readonly children: ReactNode }) {
  return (
    <span>
      {children} <small className={styles["quiet"]}>{useMessages().deliveries.card.derived}</small>
    </span>
  );
}

/** Names the zone of a clock that is not this device's. */
function Zone({ zone }: { readonly zone: string }) {
  const foreign = foreignZone(zone);
  return foreign === null ? null : (
    <bdi>
      <small className={styles["quiet"]}>{foreign}</small>
    </bdi>
  );
}

/** Return where the delivery was last seen, requested again whenever its row changes. */
function usePosition(api: DeliveriesApi, { shipmentId, revision }: Delivery): SeenAt | null {
  const [seen, setSeen] = useState<{ readonly shipmentId: string; readonly position: SeenAt | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision may come with a new position
  useEffect(() => {
    const abort = new AbortController();
    void api.show(shipmentId, abort.signal).then(({ data }) => {
      if (data !== null && !abort.signal.aborted) setSeen({ shipmentId, position: data.position });
    });
    return () => abort.abort();
  }, [api, shipmentId, revision]);
  return seen?.shipmentId === shipmentId ? seen.position : null;
}
