import { statusHint } from "../../fleet/status-text";
import { readShipment, type Shipment, useFleetRefresh, useTracker } from "../../fleet/use-tracker";
import { MAX_LATITUDE } from "../../geo/earth";
import { formatInstant } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { CopyButton } from "../../ui/copy-button";
import {
  formatAccuracy,
  formatAge,
  formatBattery,
  formatHeading,
  formatMovement,
  formatPlace,
  formatSpeed,
} from "../../ui/format";
import { IconButton } from "../../ui/icon-button";
import { CentreIcon, CloseIcon, FilterIcon, FollowIcon, OutIcon } from "../../ui/icons";
import { Name } from "../../ui/name";
import { StatusMark } from "../../ui/status-mark";
import { useUnits } from "../../ui/units";
import { NearTown, SpokenPlace, usePlaceName } from "./near-town";

interface ShipmentPanelProps {
  readonly shipmentId: string;
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
  readonly onCentre: () => void;
  /** Show this driver's shipments alone. */
  readonly onDriver: (driverId: string) => void;
  readonly onClose: () => void;
}

/** All that is known of the selected shipment. */
export function ShipmentPanel(props: ShipmentPanelProps) {
  const { shipmentId, isFollowing, onFollow, onCentre, onDriver, onClose } = props;
  const messages = useMessages();
  const text = messages.shipment;
  const units = useUnits();
  const tracker = useTracker();
  useFleetRefresh();
  const shipment = readShipment(tracker, shipmentId);
  return (
    <aside className={`panel panel--${shipment?.status ?? "unknown"}`} aria-label={text.title}>
      <header className="panel__head">
        <div className="panel__names">
          {shipment && (
            <p className="panel__status" title={statusHint(shipment.status, units, messages)}>
              <StatusMark status={shipment.status} />
              {messages.status[shipment.status]}
            </p>
          )}
          <h2 className="panel__title">
            <Name>{shipmentId}</Name>
          </h2>
        </div>
        <CopyButton text={shipmentId} label={text.copyId} />
        <IconButton label={messages.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {shipment?.isSuspect && <p className="panel__suspect">{text.suspect}</p>}
      {shipment ? (
        <Facts shipment={shipment} onDriver={onDriver} />
      ) : (
        <p className="panel__absent">{text.noPosition}</p>
      )}
      {shipment && (
        <footer className="panel__actions">
          <button
            type="button"
            className="button button--toggle"
            aria-pressed={isFollowing}
            onClick={() => onFollow(!isFollowing)}
          >
            <FollowIcon />
            {isFollowing ? text.following : text.follow}
          </button>
          <button type="button" className="button" onClick={onCentre}>
            <CentreIcon />
            {text.centre}
          </button>
        </footer>
      )}
    </aside>
  );
}

interface FactsProps {
  readonly shipment: Shipment;
  readonly onDriver: (driverId: string) => void;
}

function Facts({ shipment, onDriver }: FactsProps) {
  const messages = useMessages();
  const name = usePlaceName(shipment);
  const text = messages.shipment;
  const units = useUnits();
  const { shipmentId, driverId, ageS, timestamp, speedMps, accuracyM, battery, latitude, longitude, contactAt } =
    shipment;
  const place = formatPlace(latitude, longitude);
  return (
    <>
      <SpokenPlace key={shipmentId} shipmentId={shipmentId} name={name} />
      <dl className="facts">
        <Fact name={text.driver} value={<Name>{driverId}</Name>}>
          <IconButton label={text.onlyDriver} onClick={() => onDriver(driverId)}>
            <FilterIcon />
          </IconButton>
        </Fact>
        <Fact name={text.lastFix} value={formatAge(ageS, messages)} title={formatInstant(timestamp)} />
        {contactAt !== null && (
          <Fact
            name={text.lastContact}
            value={formatAge(Math.max(0, timestamp + ageS - contactAt), messages)}
            title={formatInstant(contactAt)}
          />
        )}
        <Fact name={text.time} value={formatInstant(timestamp)} />
        <Fact name={text.speed} value={speedMps === null ? null : formatSpeed(speedMps, units, messages)} />
        <Heading shipment={shipment} />
        <Fact name={text.accuracy} value={accuracyM === null ? null : formatAccuracy(accuracyM, units, messages)} />
        <Fact name={text.battery} value={battery === null ? null : formatBattery(battery, messages)} />
        <Fact name={text.place} value={Math.abs(latitude) > MAX_LATITUDE ? <BeyondMap place={place} /> : place}>
          <CopyButton text={place} label={text.copyPlace} />
          <a
            className="icon-button"
            href={otherMapAddress(latitude, longitude)}
            target="_blank"
            rel="noreferrer"
            aria-label={text.openElsewhere}
            title={text.openElsewhereHint}
          >
            <OutIcon />
          </a>
        </Fact>
        {name && <NearTown name={name} />}
      </dl>
    </>
  );
}

/** What the device reported, or what follows from its last two fixes and is marked so. */
function Heading({ shipment: { headingDeg, movementDeg } }: { readonly shipment: Shipment }) {
  const messages = useMessages();
  const text = messages.shipment;
  if (headingDeg !== null || movementDeg === null) {
    return <Fact name={text.heading} value={headingDeg === null ? null : formatHeading(headingDeg, messages)} />;
  }
  return <Fact name={text.heading} value={formatMovement(movementDeg, messages)} title={text.fromMovementHint} />;
}

/** The marker of a shipment near a pole is not where the shipment is. */
function BeyondMap({ place }: { readonly place: string }) {
  return (
    <>
      {place}
      <small>{useMessages().shipment.beyondMap}</small>
    </>
  );
}

/** Nothing is asked of that map before the link is clicked. */
function otherMapAddress(latitude: number, longitude: number): string {
  const [lat, lon] = [latitude.toFixed(5), longitude.toFixed(5)];
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}`;
}

interface FactProps {
  readonly name: string;
  /** Null when the device did not say. */
  readonly value: React.ReactNode;
  readonly title?: string;
  readonly children?: React.ReactNode;
}

function Fact({ name, value, title, children }: FactProps) {
  const text = useMessages().shipment;
  return (
    <div className="facts__row">
      <dt>{name}</dt>
      <dd>
        <span className={value === null ? "facts__unknown" : "facts__value"} title={title}>
          {value ?? text.unknown}
        </span>
        {children}
      </dd>
    </div>
  );
}
