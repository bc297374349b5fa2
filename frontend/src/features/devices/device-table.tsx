import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { Device } from "../../api/devices";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { rowAfterKey } from "../../ui/row-keys";
import { SpaceRow } from "../../ui/space-row";
import { useRows } from "../../ui/use-rows";
import { DeviceRow, rowElementId } from "./device-row";
import styles from "./devices.module.css";

interface DeviceTableProps {
  readonly shown: readonly Device[];
  readonly nowS: number;
  readonly open: string | null;
  readonly onOpen: (deviceId: string, byKey: boolean) => void;
  /** Null where this browser may not bind devices. */
  readonly onBind: ((deviceId: string) => void) | null;
}

const COLUMNS = [
  ["device", ""],
  ["driver", "driver"],
  ["kind", "wide"],
  ["contact", "middle"],
  ["battery", "battery"],
  ["signal", "state"],
] as const;

/** Devices that need a person first; only rows in sight are in the document. */
export function DeviceTable({ shown, nowS, open, onOpen, onBind }: DeviceTableProps) {
  const text = useDeviceMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(open);
  const scrolledTo = useRef<string | null>(null);
  const activeIndex = active === null ? -1 : shown.findIndex(({ deviceId }) => deviceId === active);
  const rows = useRows(scroller, shown.length, activeIndex);
  useLayoutEffect(() => {
    if (activeIndex < 0 || active === scrolledTo.current) return;
    scrolledTo.current = active;
    rows.scrollTo(activeIndex);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLButtonElement) return;
    if (event.key === "Enter" && active !== null) onOpen(active, true);
    else {
      const next = rowAfterKey(event.key, activeIndex, shown.length, rows.pageRows);
      const device = next === null ? undefined : shown[next];
      if (device === undefined) return;
      setActive(device.deviceId);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const openRow = (deviceId: string) => {
    setActive(deviceId);
    onOpen(deviceId, false);
  };
  return (
    <div ref={scroller} className={styles["scroller"]}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are chosen is a grid
        role="grid"
        tabIndex={0}
        className={styles["table"]}
        aria-label={text.title}
        aria-rowcount={shown.length + 1}
        aria-activedescendant={activeIndex >= 0 && active !== null ? rowElementId(active) : undefined}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map(([name, kind]) => (
              <th key={name} scope="col" className={kind === "" ? undefined : styles[kind]}>
                {text.columns[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <SpaceRow className={styles["space"]} heightPx={rows.above} />
          {rows.indexes.map((index) => {
            const device = shown[index];
            if (device === undefined) return null;
            return (
              <DeviceRow
                key={device.deviceId}
                device={device}
                nowS={nowS}
                rowIndex={index + 2}
                isOpen={device.deviceId === open}
                isActive={device.deviceId === active}
                onOpen={openRow}
                onBind={onBind}
              />
            );
          })}
          <SpaceRow className={styles["space"]} heightPx={rows.below} />
        </tbody>
      </table>
    </div>
  );
}
