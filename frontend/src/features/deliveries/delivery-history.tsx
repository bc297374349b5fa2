import type { Delivery } from "../../api/types";
import { formatInstant } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { formatDistance } from "../../ui/format";
import { Name } from "../../ui/name";
import { useUnits } from "../../ui/units";
import styles from "./deliveries.module.css";
import { ProofPhotos } from "./proof-photos";

type Entry = NonNullable<Delivery["timeline"]>[number];

/** What happened to the delivery, the newest first. */
export function Timeline({ delivery: { shipmentId, timeline = [] } }: { readonly delivery: Delivery }) {
  const text = useMessages().deliveries.card;
  return (
    <section className={styles["part"]}>
      <h3>{text.timeline}</h3>
      {timeline.length === 0 && <p className={styles["quiet"]}>{text.noTimeline}</p>}
      <ol className={styles["timeline"]}>
        {timeline.toReversed().map((entry) => (
          <TimelineItem key={`${entry.at} ${entry.commandId}`} shipmentId={shipmentId} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function TimelineItem({ shipmentId, entry }: { readonly shipmentId: string; readonly entry: Entry }) {
  const messages = useMessages();
  const units = useUnits();
  const { deliveries } = messages;
  const text = deliveries.card;
  const { to, driverId, reason, note, distance, corrects, code, at, by, proof } = entry;
  const assigned = driverId ? text.assigned(visibleText(driverId)) : text.unassigned;
  const details = [
    corrects && text.correction,
    code && text.noEffect,
    reason && deliveries.reason[reason],
    distance != null && text.distance(formatDistance(distance, units, messages)),
  ].filter(Boolean);
  return (
    <li data-void={Boolean(code)}>
      <strong>{to ? deliveries.status[to] : <bdi>{assigned}</bdi>}</strong>
      {details.length > 0 && <span className={styles["line"]}>{details.join(" · ")}</span>}
      {note && (
        <span className={styles["line"]}>
          <Name>{note}</Name>
        </span>
      )}
      {proof && <ProofPhotos shipmentId={shipmentId} proof={proof} />}
      <small className={styles["age"]}>
        {formatInstant(at)} <bdi>{text.by(visibleText(by))}</bdi>
      </small>
    </li>
  );
}

/** Who had the shipment from when to when. */
export function Custody({ delivery: { custody = [] } }: { readonly delivery: Delivery }) {
  const messages = useMessages();
  const text = messages.deliveries.card;
  return (
    <section className={styles["part"]}>
      <h3>{text.custody}</h3>
      {custody.length === 0 && <p className={styles["quiet"]}>{text.noCustody}</p>}
      <ol className={styles["timeline"]}>
        {custody.toReversed().map(({ driverId, from, until }) => (
          <li key={`${from} ${driverId}`}>
            <strong>
              <Name>{driverId}</Name>
            </strong>
            <small className={styles["age"]}>
              {until
                ? messages.deliveries.range(formatInstant(from), formatInstant(until))
                : text.from(formatInstant(from))}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
