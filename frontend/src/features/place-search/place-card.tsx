import { nearestShipments } from "../../fleet/nearest-shipments";
import { useFleetRefresh, useTracker } from "../../fleet/use-tracker";
import { useMessages } from "../../messages/use-messages";
import { CopyButton } from "../../ui/copy-button";
import { formatPlace, formatRoughDistance } from "../../ui/format";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon, PinIcon } from "../../ui/icons";
import { Name } from "../../ui/name";
import { useUnits } from "../../ui/units";
import styles from "./place-search.module.css";
import type { ChosenPlace } from "./use-chosen-place";

const NEAR = { count: 3, withinM: 50_000 };

interface PlaceCardProps {
  readonly place: ChosenPlace;
  readonly onSelect: (shipmentId: string) => void;
  readonly onRemove: () => void;
}

/** The chosen place: its coordinates, the town near it, and the shipments near it. */
export function PlaceCard({ place, onSelect, onRemove }: PlaceCardProps) {
  const messages = useMessages();
  const text = messages.places;
  const { name, latitude, longitude, lies, credit } = place;
  const coordinates = formatPlace(latitude, longitude);
  return (
    <section className={styles["card"]} aria-label={text.card}>
      <div className={styles["head"]}>
        <PinIcon />
        <strong className={styles["name"]} role="status">
          <Name>{name ?? coordinates}</Name>
        </strong>
        {name === null && <CopyButton text={coordinates} label={text.copy} />}
        <IconButton label={text.remove} onClick={onRemove}>
          <CloseIcon />
        </IconButton>
      </div>
      {name !== null && (
        <p className={styles["facts"]}>
          <span>{coordinates}</span>
          <CopyButton text={coordinates} label={text.copy} />
        </p>
      )}
      {lies !== null && <p className={styles["lies"]}>{lies}</p>}
      <NearShipments place={place} onSelect={onSelect} />
      {credit !== null && <p className={styles["credits"]}>{credit}</p>}
    </section>
  );
}

function NearShipments({ place, onSelect }: Pick<PlaceCardProps, "place" | "onSelect">) {
  const messages = useMessages();
  const tracker = useTracker();
  const units = useUnits();
  useFleetRefresh();
  const near = nearestShipments(tracker, place, NEAR);
  if (near.length === 0) return null;
  return (
    <>
      <h2 className={styles["title"]}>{messages.places.near}</h2>
      <ul className={styles["near"]}>
        {near.map(({ shipmentId, distanceM }) => (
          <li key={shipmentId}>
            <button type="button" className="text-button" onClick={() => onSelect(shipmentId)}>
              <Name>{shipmentId}</Name> <span>{formatRoughDistance(distanceM, units, messages)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
