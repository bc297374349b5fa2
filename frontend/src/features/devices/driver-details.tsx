import { type FormEvent, useEffect, useState } from "react";
import type { DevicesApi, DriverProfile } from "../../api/devices";
import { changedMembers } from "../../devices/changed-members";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { Name } from "../../ui/name";
import styles from "./devices.module.css";
import { ChoiceField, Field, TextField } from "./field";

const DUTIES = ["on", "break", "off"] as const;
const FIRST_COLOUR = "#2458d3";

interface DriverDetailsProps {
  readonly driverId: string;
  readonly api: DevicesApi;
  readonly mayAct: boolean;
  readonly onSaved: (said: string) => void;
}

/** The driver of a device: name, phone number, colour and duty. */
export function DriverDetails({ driverId, api, mayAct, onSaved }: DriverDetailsProps) {
  const [driver, setDriver] = useState<DriverProfile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void api.driver(driverId, abort.signal).then(({ data, problem: refusal }) => {
      if (abort.signal.aborted) return;
      setDriver(data);
      setProblem(refusal?.detail ?? null);
    });
    return () => abort.abort();
  }, [api, driverId]);
  return (
    <>
      <p>
        <Name>{driverId}</Name>
      </p>
      {problem !== null && <p className={styles["alarm"]}>{problem}</p>}
      {driver !== null && mayAct && <DriverForm key={driverId} driver={driver} api={api} onSaved={onSaved} />}
      {driver !== null && !mayAct && <DriverFacts driver={driver} />}
    </>
  );
}

function DriverFacts({ driver }: { readonly driver: DriverProfile }) {
  const text = useDeviceMessages().driver;
  return (
    <dl className={styles["facts"]}>
      {driver.name != null && (
        <div>
          <dt>{text.name}</dt>
          <dd>
            <Name>{driver.name}</Name>
          </dd>
        </div>
      )}
      {driver.phone != null && (
        <div>
          <dt>{text.phone}</dt>
          <dd>
            <Name>{driver.phone}</Name>
          </dd>
        </div>
      )}
      <div>
        <dt>{text.duty}</dt>
        <dd>{text.duties[driver.duty]}</dd>
      </div>
    </dl>
  );
}

function DriverForm({ driver, api, onSaved }: Pick<DriverDetailsProps, "api" | "onSaved"> & { driver: DriverProfile }) {
  const text = useDeviceMessages().driver;
  const [name, setName] = useState(driver.name ?? "");
  const [phone, setPhone] = useState(driver.phone ?? "");
  const [color, setColor] = useState(driver.color ?? null);
  const [duty, setDuty] = useState<(typeof DUTIES)[number]>(driver.duty);
  const entered = { name: name.trim() || null, phone: phone.trim() || null, color, duty };
  const [saved, setSaved] = useState(entered);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { problem } = await api.changeDriver(driver.driverId, changedMembers(saved, entered));
    setRefusal(problem?.detail ?? null);
    if (problem !== null) return;
    setSaved(entered);
    onSaved(text.saved);
  };
  return (
    <form className={styles["form"]} onSubmit={(event) => void submit(event)}>
      <TextField label={text.name} value={name} onValue={setName} maxLength={128} />
      <TextField label={text.phone} type="tel" value={phone} onValue={setPhone} maxLength={64} />
      <Field
        label={text.colour}
        control={(shared) => (
          <span className={styles["colour"]}>
            <input
              {...shared}
              type="color"
              value={color ?? FIRST_COLOUR}
              onChange={({ target }) => setColor(target.value)}
            />
            {color === null ? (
              <small className={styles["quiet"]}>{text.noColour}</small>
            ) : (
              <button type="button" className="text-button" onClick={() => setColor(null)}>
                {text.noColour}
              </button>
            )}
          </span>
        )}
      />
      <ChoiceField
        label={text.duty}
        hint={text.dutyHint}
        options={DUTIES}
        value={duty}
        nameOf={(option) => text.duties[option]}
        onValue={setDuty}
      />
      <div role="alert">{refusal !== null && <p className={styles["alarm"]}>{refusal}</p>}</div>
      <button type="submit" className="button">
        {text.save}
      </button>
    </form>
  );
}
