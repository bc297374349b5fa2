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

/** What was known of the device before its setup. */
export interface BeforeSetup {
  /** The time of its last position, Unix seconds; null where it had sent none. */
  readonly seenAtS: number | null;
  /** Whether its positions were arriving. */
  readonly isSending: boolean;
}

interface WaitingProps {
  readonly deviceId: string;
  readonly before: BeforeSetup;
  readonly api: DevicesApi;
  readonly now: () => number;
  readonly onReceived: () => void;
}

/** Says live whether the phone has sent its first position since the setup. */
export function Waiting({ deviceId, before, api, now, onReceived }: WaitingProps) {
  const messages = useMessages();
  const text = useDeviceMessages().waiting;
  const [sinceS] = useState(now);
  const { last, contactAt } = useDevice(api, deviceId) ?? {};
  const receivedAtS = last == null || !isAfterSetup(last, before, sinceS) ? null : (last.receivedAt ?? last.timestamp);
  const isReceived = receivedAtS !== null;
  useEffect(() => {
    if (isReceived) onReceived();
  }, [isReceived, onReceived]);
  const nowS = now();
  const inContactAtS = contactAt != null && contactAt > sinceS ? contactAt : null;
  const heardAtS = receivedAtS ?? inContactAtS;
  const hint = inContactAtS !== null ? text.contact : nowS - sinceS > HINT_AFTER_S ? text.silent : null;
  const details = [
    heardAtS !== null && formatAge(Math.max(0, nowS - heardAtS), messages),
    isReceived && last?.accuracy != null && text.accuracy(formatCount(Math.round(last.accuracy))),
  ].filter(Boolean);
  return (
    <div className={styles["waiting"]} data-state={isReceived && !before.isSending ? "received" : "waiting"}>
      {/* The ages are outside, since a screen reader would read each of their changes aloud. */}
      <div role="status">
        <p>{!isReceived ? text.waiting : before.isSending ? text.receivedAgain : text.received}</p>
        {!isReceived && hint !== null && <p>{hint}</p>}
        {isReceived && before.isSending && <p>{text.sentBefore}</p>}
      </div>
      {details.length > 0 && <p>{details.join(", ")}</p>}
    </div>
  );
}

/** A phone that had sent before may have sent once more between the last look at it and its setup. */
function isAfterSetup(last: NonNullable<Device["last"]>, { seenAtS }: BeforeSetup, sinceS: number): boolean {
  return seenAtS === null || (last.timestamp > seenAtS && (last.receivedAt ?? last.timestamp) > sinceS);
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
