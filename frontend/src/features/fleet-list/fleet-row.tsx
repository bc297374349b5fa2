import { memo } from "react";
import type { MotionStatus } from "../../fleet/motion-status";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { Name } from "../../ui/name";
import { StatusMark } from "../../ui/status-mark";

interface FleetRowProps {
  readonly shipmentId: string;
  readonly driverId: string;
  readonly status: MotionStatus;
  readonly age: string;
  /** The exact time of the fix. */
  readonly instant: string;
  readonly index: number;
  readonly count: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly top: number;
  readonly onSelect: (shipmentId: string) => void;
}

/** The id of a row's element, which the list names as its active one. */
export function rowElementId(shipmentId: string): string {
  return `row-${encodeURIComponent(visibleText(shipmentId))}`;
}

/** One shipment in the list. Its props are plain values, so it is drawn again only when it reads differently. */
export const FleetRow = memo(function FleetRow(props: FleetRowProps) {
  const messages = useMessages();
  const { shipmentId, driverId, status, age, instant, index, count, isSelected, isActive, top, onSelect } = props;
  return (
    <button
      type="button"
      role="option"
      id={rowElementId(shipmentId)}
      className={`row row--${status}${isActive ? " row--active" : ""}`}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={-1}
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={count}
      onClick={() => onSelect(shipmentId)}
    >
      <StatusMark status={status} />
      <span className="row__name">
        <Name>{shipmentId}</Name>
      </span>
      <span className="row__age" title={instant}>
        {age}
      </span>
      <span className="row__driver">
        <Name>{driverId}</Name>
      </span>
      <span className="row__status">{messages.status[status]}</span>
    </button>
  );
});
