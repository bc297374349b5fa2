import { type FormEvent, useState } from "react";
import { type Device, type DevicesApi, type NewCredential, PHONE_APPS, type PhoneApp } from "../../api/devices";
import { suggestedDevice } from "../../devices/device-order";
import { signalOf } from "../../devices/device-words";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import styles from "./devices.module.css";
import { DriverField } from "./driver-field";
import { TextField } from "./field";
import { SetupPage } from "./setup-page";
import type { KnownDriver } from "./use-known-drivers";
import type { BeforeSetup } from "./waiting";

interface AddPhoneProps {
  readonly api: DevicesApi;
  readonly devices: readonly Device[];
  readonly drivers: readonly KnownDriver[];
  /** The device that gets an app; null for a new one. */
  readonly device: Device | null;
  readonly now: () => number;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

interface Created {
  readonly deviceId: string;
  readonly credential: NewCredential;
  readonly before: BeforeSetup;
}

/** Choose an app, name the phone and its driver, then follow the page that shows how to set it up. */
export function AddPhone(props: AddPhoneProps) {
  const { api, now, onChanged, onClose } = props;
  const text = useDeviceMessages();
  const [created, setCreated] = useState<Created | null>(null);
  return (
    <section className={styles["panel"]} aria-label={text.addPhone.title}>
      <header className={styles["card-head"]}>
        <h2>{text.addPhone.title}</h2>
        <IconButton label={text.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {created === null ? (
        <ChoiceOfApp
          {...props}
          onCreated={(next) => {
            setCreated(next);
            onChanged();
          }}
        />
      ) : (
        <SetupPage
          {...created}
          api={api}
          now={now}
          onReceived={onChanged}
          onAgain={() => setCreated(null)}
          onClose={onClose}
        />
      )}
    </section>
  );
}

function ChoiceOfApp(props: AddPhoneProps & { readonly onCreated: (created: Created) => void }) {
  const { api, devices, drivers, device, onCreated, onClose } = props;
  const all = useDeviceMessages();
  const text = all.addPhone;
  const [app, setApp] = useState<PhoneApp>("traccar");
  const [deviceId, setDeviceId] = useState(() => device?.deviceId ?? suggestedDevice(devices));
  const [driverId, setDriverId] = useState(device?.driverId ?? "");
  const [problems, setProblems] = useState<{ readonly device?: string; readonly driver?: string }>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const [id, driver] = [deviceId.trim(), driverId.trim()];
    const wrong = {
      ...(id === "" ? { device: text.empty } : {}),
      ...(app === "browser" && driver === "" ? { driver: text.driverNeeded } : {}),
    };
    setProblems(wrong);
    if (Object.keys(wrong).length > 0 || isSending) return;
    setSending(true);
    const made = await createSetup(api, devices, { app, id, driver: driver === "" ? null : driver });
    setSending(false);
    if (typeof made === "string") setRefusal(made);
    else onCreated(made);
  };
  return (
    <form className={styles["form"]} noValidate={true} onSubmit={(event) => void submit(event)}>
      <fieldset className={styles["apps"]}>
        <legend>{text.app}</legend>
        {PHONE_APPS.map((option) => (
          <label key={option} className="choice">
            <input type="radio" name="app" value={option} checked={app === option} onChange={() => setApp(option)} />
            <span>
              {all.apps[option]}
              <small>{all.appHints[option]}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        label={text.device}
        hint={text.deviceHint}
        problem={problems.device ?? null}
        maxLength={128}
        value={deviceId}
        onValue={setDeviceId}
      />
      <DriverField
        label={text.driver}
        hint={text.driverHint}
        problem={problems.driver ?? null}
        drivers={drivers}
        value={driverId}
        onValue={setDriverId}
      />
      <div role="alert">{refusal !== null && <p className={styles["alarm"]}>{refusal}</p>}</div>
      <div className={styles["actions"]}>
        <button type="submit" className="button button--main" disabled={isSending}>
          {isSending ? all.working : text.submit}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {all.cancel}
        </button>
      </div>
    </form>
  );
}

interface Wanted {
  readonly app: PhoneApp;
  readonly id: string;
  readonly driver: string | null;
}

/** Register the device where it is new, bind it, and create its credential; returns why not, in words. */
async function createSetup(api: DevicesApi, devices: readonly Device[], wanted: Wanted): Promise<Created | string> {
  const { app, id, driver } = wanted;
  const known = devices.find(({ deviceId }) => deviceId === id);
  const isBound = driver === null || known?.driverId === driver;
  if (known?.isRegistered !== true || !isBound) {
    const kind = known?.kind == null ? { kind: "phone" as const } : {};
    const { problem } = await api.change(id, { ...kind, ...(isBound ? {} : { driverId: driver }) });
    if (problem !== null) return problem.detail;
  }
  const { data, problem } = await api.addCredential(id, app, app === "browser" ? driver : null);
  if (problem !== null) return problem.detail;
  return { deviceId: id, credential: data, before: beforeSetup(known) };
}

function beforeSetup(device: Device | undefined): BeforeSetup {
  const isSending = device !== undefined && ["live", "late"].includes(signalOf(device));
  return { seenAtS: device?.last?.timestamp ?? null, isSending };
}
