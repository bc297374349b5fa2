import { useEffect, useState } from "react";
import type { Device, DevicesApi } from "../../api/devices";
import { formatCount } from "../../messages/numbers";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { useMessages } from "../../messages/use-messages";
import { formatAge } from "../../ui/format";
import styles from "./setup.module.css";

/** How often the device is requested, in milliseconds. */
const ASK_EVERY_MS = 2_000;
/** After so many seconds the page says what may be wrong. */
const HINT_AFTER_S = 60;

interface WaitingProps {
  readonly deviceId: string;
  readonly seenAtS: number;
  readonly api: DevicesApi;
  readonly now: () => number;
  readonly onReceived: () => void;
}

/** Says live whether the phone has sent its first position since the setup. */
export function Waiting({ deviceId, seenAtS, api, now, onReceived }: WaitingProps) {
  const messages = useMessages();
  const text = useDeviceMessages().waiting;
  const [sinceS] = useState(now);
  const device = useDevice(api, deviceId);
  const { last, contactAt } = device ?? {};
  const received = last != null && last.timestamp > seenAtS ? last : null;
  const isReceived = received !== null;
  useEffect(() => {
    if (isReceived) onReceived();
  }, [isReceived, onReceived]);
  const nowS = now();
  const age = (at: number) => formatAge(Math.max(0, nowS - at), messages);
  if (received !== null) {
    const words = [
      text.received(age(received.receivedAt ?? received.timestamp)),
      received.accuracy != null && text.accuracy(formatCount(Math.round(received.accuracy))),
    ];
    return (
      <p className={styles["waiting"]} data-state="received" role="status">
        {words.filter(Boolean).join(", ")}
      </p>
    );
  }
  const isInContact = contactAt != null && contactAt > sinceS;
  return (
    <div className={styles["waiting"]} data-state="waiting" role="status">
      <p>{text.waiting}</p>
      {isInContact && <p>{text.contact(age(contactAt))}</p>}
      {!isInContact && nowS - sinceS > HINT_AFTER_S && <p>{text.silent}</p>}
    </div>
  );
}

function useDevice(api: DevicesApi, deviceId: string): Device | null {
  const [device, setDevice] = useState<Device | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const { data } = await api.show(deviceId, abort.signal);
      if (abort.signal.aborted) return;
      // A new object each time, so that ages move.
      if (data !== null) setDevice(data);
      timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    };
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [api, deviceId]);
  return device;
}
