import { type FormEvent, useState } from "react";
import type { Device, DevicesApi } from "../../api/devices";
import { changedMembers } from "../../devices/changed-members";
import { useDeviceMessages } from "../../messages/use-device-messages";
import styles from "./devices.module.css";
import { ChoiceField, TextField } from "./field";

const KINDS = ["", "phone", "tracker", "vehicle", "other"] as const;
const SPEED_UNITS = ["auto", "mps", "knots", "kmh"] as const;
const MOST_INTERVAL_S = 86_400;

interface DeviceSettingsProps {
  readonly device: Device;
  readonly api: DevicesApi;
  readonly onSaved: (said: string) => void;
}

/** Name, kind, interval and speed unit of a device. */
export function DeviceSettings({ device, api, onSaved }: DeviceSettingsProps) {
  const text = useDeviceMessages();
  const { settings } = text;
  const [name, setName] = useState(device.name ?? "");
  const [kind, setKind] = useState<(typeof KINDS)[number]>(device.kind ?? "");
  const [interval, setInterval] = useState(device.intervalSeconds == null ? "" : String(device.intervalSeconds));
  const [speedUnit, setSpeedUnit] = useState<(typeof SPEED_UNITS)[number]>(device.speedUnit ?? "auto");
  const intervalSeconds = interval.trim() === "" ? null : Number(interval);
  const entered = {
    name: name.trim() || null,
    kind: kind === "" ? null : kind,
    speedUnit: speedUnit === "auto" ? null : speedUnit,
    intervalSeconds,
  };
  const [saved, setSaved] = useState(entered);
  const [problem, setProblem] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isSound =
      intervalSeconds === null ||
      (Number.isInteger(intervalSeconds) && intervalSeconds >= 1 && intervalSeconds <= MOST_INTERVAL_S);
    setProblem(isSound ? null : settings.badInterval);
    if (!isSound) return;
    const { problem: refused } = await api.change(device.deviceId, changedMembers(saved, entered));
    setRefusal(refused?.detail ?? null);
    if (refused !== null) return;
    setSaved(entered);
    onSaved(settings.saved);
  };
  return (
    <form className={styles["form"]} onSubmit={(event) => void submit(event)}>
      <TextField label={settings.name} value={name} onValue={setName} maxLength={64} />
      <ChoiceField
        label={settings.kind}
        options={KINDS}
        value={kind}
        nameOf={(option) => (option === "" ? settings.noKind : text.kind[option])}
        onValue={setKind}
      />
      <TextField
        label={settings.interval}
        hint={settings.intervalHint}
        problem={problem}
        inputMode="numeric"
        value={interval}
        onValue={setInterval}
      />
      <ChoiceField
        label={settings.speedUnit}
        options={SPEED_UNITS}
        value={speedUnit}
        nameOf={(option) => settings.speedUnits[option]}
        onValue={setSpeedUnit}
      />
      <div role="alert">{refusal !== null && <p className={styles["alarm"]}>{refusal}</p>}</div>
      <button type="submit" className="button">
        {settings.save}
      </button>
    </form>
  );
}
