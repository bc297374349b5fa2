import type { Device } from "../../api/devices";
import { reasonOf, signalOf } from "../../devices/device-words";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { useMessages } from "../../messages/use-messages";
import styles from "./devices.module.css";

const SHAPES = { live: "●", late: "▲", silent: "■", none: "○" } as const;

/** How a device is heard, in shape, word and colour, with the reason. */
export function SignalMark({ device, nowS }: { readonly device: Device; readonly nowS: number }) {
  const text = useDeviceMessages();
  const reason = reasonOf(device, nowS, text, useMessages());
  const signal = signalOf(device);
  return (
    <span className={styles["signal"]} data-signal={signal}>
      <span>
        <span aria-hidden="true">{SHAPES[signal]}</span> {text.signal[signal]}
      </span>
      {reason !== null && <small className={styles["reason"]}>{reason}</small>}
    </span>
  );
}
