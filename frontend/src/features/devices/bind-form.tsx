import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Device, DevicesApi } from "../../api/devices";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { visibleText } from "../../text/visible-text";
import styles from "./devices.module.css";
import { DriverField } from "./driver-field";
import type { KnownDriver } from "./use-known-drivers";

interface BindFormProps {
  readonly device: Device;
  readonly api: DevicesApi;
  readonly drivers: readonly KnownDriver[];
  /** Whether the person came here to bind the device. */
  readonly takesFocus: boolean;
  /** Called with what the tracker did, in words. */
  readonly onDone: (said: string) => void;
}

/** Gives a device to a driver, from now on, or takes it away. */
export function BindForm({ device, api, drivers, takesFocus, onDone }: BindFormProps) {
  const text = useDeviceMessages();
  const [driverId, setDriverId] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (takesFocus) form.current?.querySelector("input")?.focus();
  }, [takesFocus]);
  const name = visibleText(device.deviceId);
  const keepsDriver = device.credentials.some(({ app, revokedAt }) => app === "browser" && revokedAt == null);
  const change = async (to: string | null) => {
    setSending(true);
    const { problem: refusal } = await api.change(device.deviceId, { driverId: to });
    setSending(false);
    if (refusal !== null) return setProblem(refusal.detail);
    setDriverId("");
    setProblem(null);
    onDone(to === null ? text.bind.undone(name) : text.bind.done(name, visibleText(to)));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = driverId.trim();
    if (wanted === "") setProblem(text.bind.empty);
    else if (!isSending) void change(wanted);
  };
  return (
    <form ref={form} className={styles["form"]} onSubmit={submit}>
      <DriverField
        label={device.driverId == null ? text.bind.driver : text.bind.another}
        hint={text.bind.hint}
        problem={problem}
        drivers={drivers}
        value={driverId}
        onValue={(value) => {
          setDriverId(value);
          setProblem(null);
        }}
      />
      {keepsDriver && <p className={styles["quiet"]}>{text.bind.newLink}</p>}
      <div className={styles["actions"]}>
        <button type="submit" className="button button--main" disabled={isSending}>
          {text.bind.submit}
        </button>
        {device.driverId != null && (
          <button type="button" className="button" disabled={isSending} onClick={() => void change(null)}>
            {text.bind.unbind}
          </button>
        )}
      </div>
    </form>
  );
}
