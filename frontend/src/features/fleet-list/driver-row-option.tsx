import { MOTION_STATUSES, motionCode } from "../../fleet/motion-status";
import { formatInstant } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { formatAge } from "../../ui/format";
import { Name } from "../../ui/name";
import { StatusMark } from "../../ui/status-mark";
import type { DriverEntry } from "./driver-entries";
import styles from "./driver-list.module.css";

interface DriverRowOptionProps {
  readonly entry: DriverEntry;
  readonly nowS: number;
  /** Its place among all drivers of the list, from 1. */
  readonly position: number;
  readonly count: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly top: number;
  readonly onSelect: (driverId: string) => void;
}

/** The id of a driver's element, which the list names as its active one. */
export function driverElementId(driverId: string): string {
  return `driver-${encodeURIComponent(visibleText(driverId))}`;
}

/** One driver in the list. */
export function DriverRowOption(props: DriverRowOptionProps) {
  const { entry, nowS, position, count, isSelected, isActive, top, onSelect } = props;
  const messages = useMessages();
  const { drivers: text, routes, status: names } = messages;
  const { driverId, row, stops, alerts } = entry;
  const status =
    row === null ? null : (MOTION_STATUSES[motionCode(nowS - row.timestamp, row.speed ?? Number.NaN)] ?? null);
  const facts = [stops !== null && routes.stopsLeft(stops), status === null ? text.noPosition : names[status]];
  return (
    <button
      type="button"
      role="option"
      id={driverElementId(driverId)}
      className={`row row--${status ?? "offline"}${isActive ? " row--active" : ""}`}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={-1}
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={count}
      onClick={() => onSelect(driverId)}
    >
      {status === null ? <span /> : <StatusMark status={status} />}
      <span className="row__name">
        <Name>{driverId}</Name>
      </span>
      {row !== null && (
        <span className="row__age" title={formatInstant(row.timestamp)}>
          {formatAge(Math.max(0, nowS - row.timestamp), messages)}
        </span>
      )}
      <span className="row__driver">{facts.filter(Boolean).join(" · ")}</span>
      {alerts > 0 && <span className={`row__status ${styles["alerts"]}`}>{text.alerts(alerts)}</span>}
    </button>
  );
}
