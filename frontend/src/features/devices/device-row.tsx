import type { Device } from "../../api/devices";
import { appOrKind, heardAtOf } from "../../devices/device-words";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { formatAge, formatBattery } from "../../ui/format";
import { Name } from "../../ui/name";
import styles from "./devices.module.css";
import { SignalMark } from "./signal-mark";

interface DeviceRowProps {
  readonly device: Device;
  readonly nowS: number;
  /** Counted from 1 at the head of the table. */
  readonly rowIndex: number;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly onOpen: (deviceId: string) => void;
  readonly onBind: ((deviceId: string) => void) | null;
}

/** The id of a row's element, which the table names as its active one. */
export function rowElementId(deviceId: string): string {
  return `device-${encodeURIComponent(visibleText(deviceId))}`;
}

/** One device in the list. */
export function DeviceRow(props: DeviceRowProps) {
  const { device, nowS, rowIndex, isOpen, isActive, onOpen, onBind } = props;
  const messages = useMessages();
  const text = useDeviceMessages();
  const { deviceId, name, driverId, driverName, last } = device;
  const heardAt = heardAtOf(device);
  return (
    <tr
      id={rowElementId(deviceId)}
      className={styles["row"]}
      data-active={isActive}
      data-open={isOpen}
      aria-rowindex={rowIndex}
      aria-selected={isOpen}
      onClick={() => onOpen(deviceId)}
    >
      <td className={styles["id"]}>
        <Name>{deviceId}</Name>
        {name != null && (
          <small className={styles["under"]}>
            <Name>{name}</Name>
          </small>
        )}
      </td>
      <td className={styles["driver"]}>
        {driverId != null && <Name>{driverName ?? driverId}</Name>}
        {driverId == null && onBind === null && <span className={styles["quiet"]}>{text.noDriver}</span>}
        {driverId == null && onBind !== null && (
          <button
            type="button"
            className="text-button"
            tabIndex={isActive ? 0 : -1}
            aria-label={text.bind.openFor(visibleText(deviceId))}
            onClick={(event) => {
              event.stopPropagation();
              onBind(deviceId);
            }}
          >
            {text.bind.open}
          </button>
        )}
      </td>
      <td className={styles["wide"]}>{appOrKind(device, text)}</td>
      <td className={styles["middle"]}>{heardAt === null ? "" : formatAge(Math.max(0, nowS - heardAt), messages)}</td>
      <td className={styles["battery"]}>{last?.battery == null ? "" : formatBattery(last.battery, messages)}</td>
      <td className={styles["state"]}>
        <SignalMark device={device} nowS={nowS} />
      </td>
    </tr>
  );
}
