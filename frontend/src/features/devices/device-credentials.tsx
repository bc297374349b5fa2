import { useState } from "react";
import type { Device, DevicesApi } from "../../api/devices";
import { appName } from "../../devices/device-words";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { useMessages } from "../../messages/use-messages";
import { formatAge } from "../../ui/format";
import { Confirm } from "./confirm";
import styles from "./devices.module.css";

interface DeviceCredentialsProps {
  readonly device: Device;
  readonly nowS: number;
  /** Null where this browser may not revoke. */
  readonly api: DevicesApi | null;
  readonly onDone: (said: string) => void;
}

/** The keys of a device; each is revoked after one question. */
export function DeviceCredentials({ device, nowS, api, onDone }: DeviceCredentialsProps) {
  const messages = useMessages();
  const all = useDeviceMessages();
  const text = all.credentials;
  const [asking, setAsking] = useState<string | null>(null);
  const [isWaiting, setWaiting] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const age = (at: number) => formatAge(Math.max(0, nowS - at), messages);
  const revoke = async (keyId: string, app: string) => {
    if (api === null) return;
    setWaiting(true);
    const problem = await api.revoke(device.deviceId, keyId);
    setWaiting(false);
    setAsking(null);
    setRefusal(problem?.detail ?? null);
    if (problem === null) onDone(text.done(app));
  };
  if (device.credentials.length === 0) return <p className={styles["quiet"]}>{text.none}</p>;
  return (
    <>
      <ul className={styles["entries"]}>
        {device.credentials.map(({ id, app, createdAt, revokedAt }) => {
          const name = appName(app, all);
          const isRevoked = revokedAt != null;
          return (
            <li key={id} data-revoked={isRevoked}>
              <strong>{name}</strong>
              <small className={styles["quiet"]}>
                {isRevoked ? text.revoked(age(revokedAt)) : text.created(age(createdAt))}
              </small>
              {!isRevoked && api !== null && asking !== id && (
                <button
                  type="button"
                  className="text-button"
                  aria-label={text.revokeOf(name)}
                  onClick={() => setAsking(id)}
                >
                  {text.revoke}
                </button>
              )}
              {asking === id && (
                <Confirm
                  question={text.question(name)}
                  yes={text.yes}
                  no={text.no}
                  isWaiting={isWaiting}
                  onYes={() => void revoke(id, name)}
                  onNo={() => setAsking(null)}
                />
              )}
            </li>
          );
        })}
      </ul>
      <div role="alert">{refusal !== null && <p className={styles["alarm"]}>{refusal}</p>}</div>
    </>
  );
}
