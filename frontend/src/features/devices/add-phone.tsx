import { type FormEvent, useState } from "react";
import { type Device, type DevicesApi, EXISTS, PHONE_APPS, type PhoneApp } from "../../api/devices";
import { suggestedDevice } from "../../devices/device-order";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { visibleText } from "../../text/visible-text";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import { type Created, createSetup, register } from "./create-setup";
import styles from "./devices.module.css";
import { DriverField } from "./driver-field";
import { TextField } from "./field";
import { SetupPage } from "./setup-page";
import type { KnownDriver } from "./use-known-drivers";

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

/** Choose an app, name the phone and its driver, then follow the page that shows how to set it up. */
export function AddPhone(props: AddPhoneProps) {
  const { api, now, onChanged, onClose } = props;
  const text = useDeviceMessages();
  const [created, setCreated] = useState<Created | null>(null);
  return (
    <section className={styles["panel"]} aria-label={text.addPhone.title}>
      <header className={styles["card-head"]}>
        <h2 tabIndex={-1}>{text.addPhone.title}</h2>
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
  const { api, devices, drivers, device, onCreated, onChanged, onClose } = props;
  const all = useDeviceMessages();
  const text = all.addPhone;
  const [app, setApp] = useState<PhoneApp>("traccar");
  const [suggested, setSuggested] = useState(() => (device === null ? suggestedDevice(devices) : null));
  const [deviceId, setDeviceId] = useState(device?.deviceId ?? suggested ?? "");
  const [driverId, setDriverId] = useState(device?.driverId ?? "");
  const [problems, setProblems] = useState<{ readonly device?: string; readonly driver?: string }>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const [registered, setRegistered] = useState<string | null>(null);
  const suggestNext = (taken: string) => {
    const next = suggestedDevice([...devices, { deviceId: taken }]);
    setSuggested(next);
    setDeviceId(next);
    setRefusal(text.taken(visibleText(taken), next));
    onChanged();
  };
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
    const known = devices.find((each) => each.deviceId === id);
    // The list may have the suggested id by now: then another person has added that phone.
    const isNew = id !== registered && (known === undefined || id === suggested);
    const wanted = { app, id, driver: driver === "" ? null : driver, known, isNew };
    const problem = await register(api, wanted);
    const made = problem === null ? await createSetup(api, wanted) : problem;
    setSending(false);
    if (problem === null) setRegistered(id);
    if ("credential" in made) onCreated(made);
    else if (isNew && made.code === EXISTS) suggestNext(id);
    else setRefusal(made.detail);
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
