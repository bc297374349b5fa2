import { readShipment, type Shipment, useFleetRefresh, useTracker } from "../../live/use-tracker";
import { CopyButton } from "../../ui/copy-button";
import {
  formatAccuracy,
  formatAge,
  formatBattery,
  formatHeading,
  formatInstant,
  formatPlace,
  formatSpeed,
} from "../../ui/format";
import { IconButton } from "../../ui/icon-button";
import { CentreIcon, CloseIcon, FollowIcon } from "../../ui/icons";
import { StatusMark } from "../../ui/status-mark";
import { WORDS } from "../../ui/words";

interface ShipmentPanelProps {
  readonly shipmentId: string;
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
  readonly onCentre: () => void;
  readonly onClose: () => void;
}

/** All that is known of the selected shipment. */
export function ShipmentPanel({ shipmentId, isFollowing, onFollow, onCentre, onClose }: ShipmentPanelProps) {
  const tracker = useTracker();
  useFleetRefresh();
  const shipment = readShipment(tracker, shipmentId);
  return (
    <aside className={`panel panel--${shipment?.status ?? "unknown"}`} aria-label={WORDS.detail}>
      <header className="panel__head">
        <div>
          {shipment && (
            <p className="panel__status" title={WORDS.statusHint[shipment.status]}>
              <StatusMark status={shipment.status} />
              {WORDS.status[shipment.status]}
            </p>
          )}
          <h2 className="panel__title">{shipmentId}</h2>
        </div>
        <IconButton label={WORDS.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {shipment ? <Facts shipment={shipment} /> : <p className="panel__absent">{WORDS.noPosition}</p>}
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

function Facts({ shipment }: { readonly shipment: Shipment }) {
  const place = formatPlace(shipment.latitude, shipment.longitude);
  return (
    <dl className="facts">
      <Fact name={WORDS.driver} value={shipment.driverId} />
      <Fact name={WORDS.lastFix} value={formatAge(shipment.ageS)} />
      <Fact name={WORDS.time} value={formatInstant(shipment.timestamp)} />
      <Fact name={WORDS.speed} value={shipment.speedMps === null ? null : formatSpeed(shipment.speedMps)} />
      <Fact name={WORDS.heading} value={shipment.headingDeg === null ? null : formatHeading(shipment.headingDeg)} />
      <Fact name={WORDS.accuracy} value={shipment.accuracyM === null ? null : formatAccuracy(shipment.accuracyM)} />
      <Fact name={WORDS.battery} value={shipment.battery === null ? null : formatBattery(shipment.battery)} />
      <Fact name={WORDS.place} value={place}>
        <CopyButton text={place} label={WORDS.copy} />
      </Fact>
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  /** Null when the device did not say. */
  readonly value: string | null;
  readonly children?: React.ReactNode;
}

function Fact({ name, value, children }: FactProps) {
  return (
    <div className="facts__row">
      <dt>{name}</dt>
      <dd>
        {value ?? <span className="facts__unknown">{WORDS.unknown}</span>}
        {children}
      </dd>
    </div>
  );
}
