import { statusHint } from "../../fleet/status-text";
import { readShipment, type Shipment, useFleetRefresh, useTracker } from "../../fleet/use-tracker";
import { CopyButton } from "../../ui/copy-button";
import {
  formatAccuracy,
  formatAge,
  formatBattery,
  formatHeading,
  formatInstant,
  formatMovement,
  formatPlace,
  formatSpeed,
} from "../../ui/format";
import { IconButton } from "../../ui/icon-button";
import { CentreIcon, CloseIcon, FilterIcon, FollowIcon, OutIcon } from "../../ui/icons";
import { Name } from "../../ui/name";
import { StatusMark } from "../../ui/status-mark";
import { useUnits } from "../../ui/units";
import { WORDS } from "../../ui/words";

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
  const units = useUnits();
  const tracker = useTracker();
  useFleetRefresh();
  const shipment = readShipment(tracker, shipmentId);
  return (
    <aside className={`panel panel--${shipment?.status ?? "unknown"}`} aria-label={WORDS.detail}>
      <header className="panel__head">
        <div className="panel__names">
          {shipment && (
            <p className="panel__status" title={statusHint(shipment.status, units)}>
              <StatusMark status={shipment.status} />
              {WORDS.status[shipment.status]}
            </p>
          )}
          <h2 className="panel__title">
            <Name>{shipmentId}</Name>
          </h2>
        </div>
        <CopyButton text={shipmentId} label={WORDS.copyId} />
        <IconButton label={WORDS.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {shipment ? (
        <Facts shipment={shipment} onDriver={onDriver} />
      ) : (
        <p className="panel__absent">{WORDS.noPosition}</p>
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
            {isFollowing ? WORDS.following : WORDS.follow}
          </button>
          <button type="button" className="button" onClick={onCentre}>
            <CentreIcon />
            {WORDS.centre}
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
  const units = useUnits();
  const { driverId, ageS, timestamp, speedMps, accuracyM, battery, latitude, longitude } = shipment;
  const place = formatPlace(latitude, longitude);
  return (
    <dl className="facts">
      <Fact name={WORDS.driver} value={<Name>{driverId}</Name>}>
        <IconButton label={WORDS.onlyDriver} onClick={() => onDriver(driverId)}>
          <FilterIcon />
        </IconButton>
      </Fact>
      <Fact name={WORDS.lastFix} value={formatAge(ageS)} title={formatInstant(timestamp)} />
      <Fact name={WORDS.time} value={formatInstant(timestamp)} />
      <Fact name={WORDS.speed} value={speedMps === null ? null : formatSpeed(speedMps, units)} />
      <Heading shipment={shipment} />
      <Fact name={WORDS.accuracy} value={accuracyM === null ? null : formatAccuracy(accuracyM, units)} />
      <Fact name={WORDS.battery} value={battery === null ? null : formatBattery(battery)} />
      <Fact name={WORDS.place} value={place}>
        <CopyButton text={place} label={WORDS.copyPlace} />
        <a
          className="icon-button"
          href={otherMapAddress(latitude, longitude)}
          target="_blank"
          rel="noreferrer"
          aria-label={WORDS.openElsewhere}
          title={WORDS.openElsewhereHint}
        >
          <OutIcon />
        </a>
      </Fact>
    </dl>
  );
}

/** What the device reported, or what follows from its last two fixes and is marked so. */
function Heading({ shipment: { headingDeg, movementDeg } }: { readonly shipment: Shipment }) {
  if (headingDeg !== null || movementDeg === null) {
    return <Fact name={WORDS.heading} value={headingDeg === null ? null : formatHeading(headingDeg)} />;
  }
  return <Fact name={WORDS.heading} value={formatMovement(movementDeg)} title={WORDS.fromMovementHint} />;
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
  return (
    <div className="facts__row">
      <dt>{name}</dt>
      <dd>
        <span className={value === null ? "facts__unknown" : "facts__value"} title={title}>
          {value ?? WORDS.unknown}
        </span>
        {children}
      </dd>
    </div>
  );
}
