import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Device, DevicesApi } from "../../api/devices";
import { heardAtOf } from "../../devices/device-words";
import { formatCount, formatInstant } from "../../messages/numbers";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { formatAge, formatBattery, formatPlace } from "../../ui/format";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import { Name } from "../../ui/name";
import { BindForm } from "./bind-form";
import { Confirm } from "./confirm";
import { DeviceCredentials } from "./device-credentials";
import { DeviceSettings } from "./device-settings";
import styles from "./devices.module.css";
import { DriverDetails } from "./driver-details";
import { SignalMark } from "./signal-mark";
import type { KnownDriver } from "./use-known-drivers";

/** What a person opened a device for; each time is another object. */
export interface Intent {
  readonly device: string;
  /** What takes the focus. */
  readonly focus: "card" | "bind" | null;
}

export interface DeviceCardProps {
  readonly deviceId: string;
  /** Null where the tracker has no such device. */
  readonly device: Device | null;
  readonly nowS: number;
  readonly api: DevicesApi;
  readonly drivers: readonly KnownDriver[];
  readonly mayAct: boolean;
  /** What the person came here for; null where the address opened the card. */
  readonly intent: Intent | null;
  /** Called with what the tracker did, in words, after which the list is requested again. */
  readonly onDone: (said: string) => void;
  readonly onSetUp: () => void;
  readonly onDeleted: (said: string) => void;
  readonly onClose: () => void;
}

/** All that is known of one device, and what can be done with it. */
export function DeviceCard(props: DeviceCardProps) {
  const { deviceId, device, intent, onClose } = props;
  const text = useDeviceMessages();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (intent?.focus === "card") card.current?.focus({ preventScroll: true });
  }, [intent]);
  return (
    <aside ref={card} tabIndex={-1} className={styles["card"]} aria-label={text.card.title}>
      <header className={styles["card-head"]}>
        <h2>
          <Name>{deviceId}</Name>
        </h2>
        <IconButton label={text.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {device === null ? (
        <p className={styles["quiet"]}>{text.card.missing}</p>
      ) : (
        <Parts key={deviceId} {...props} device={device} />
      )}
    </aside>
  );
}

function Parts(props: DeviceCardProps & { readonly device: Device }) {
  const { device, nowS, api, drivers, mayAct, intent, onDone } = props;
  const text = useDeviceMessages();
  const { driverId } = device;
  return (
    <>
      <Facts device={device} nowS={nowS} />
      {mayAct && <CardActions {...props} />}
      <Part title={text.driver.title}>
        {driverId == null ? (
          <p className={styles["quiet"]}>{text.noDriver}</p>
        ) : (
          <DriverDetails driverId={driverId} api={api} mayAct={mayAct} onSaved={onDone} />
        )}
        {mayAct && (
          <BindForm device={device} api={api} drivers={drivers} takesFocus={intent?.focus === "bind"} onDone={onDone} />
        )}
      </Part>
      <Part title={text.credentials.title}>
        <DeviceCredentials device={device} nowS={nowS} api={mayAct ? api : null} onDone={onDone} />
      </Part>
      {mayAct && (
        <Part title={text.settings.title}>
          <DeviceSettings device={device} api={api} onSaved={onDone} />
        </Part>
      )}
      <Part title={text.bindings.title}>
        <Bindings device={device} />
      </Part>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles["part"]} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Facts({ device, nowS }: { readonly device: Device; readonly nowS: number }) {
  const messages = useMessages();
  const text = useDeviceMessages();
  const { last } = device;
  const heardAt = heardAtOf(device);
  const age = (at: number) => formatAge(Math.max(0, nowS - at), messages);
  return (
    <dl className={styles["facts"]}>
      <div>
        <dt>{text.columns.signal}</dt>
        <dd>
          <SignalMark device={device} nowS={nowS} />
        </dd>
      </div>
      {heardAt !== null && (
        <div>
          <dt>{text.columns.contact}</dt>
          <dd title={formatInstant(heardAt)}>{age(heardAt)}</dd>
        </div>
      )}
      {last && (
        <div>
          <dt>{text.card.position}</dt>
          <dd>
            {formatPlace(last.latitude, last.longitude)}
            {last.accuracy != null && ` ${text.card.accuracy(formatCount(Math.round(last.accuracy)))}`}
            <small className={styles["under"]}>{age(last.timestamp)}</small>
          </dd>
        </div>
      )}
      {last?.battery != null && (
        <div>
          <dt>{text.columns.battery}</dt>
          <dd>{formatBattery(last.battery, messages)}</dd>
        </div>
      )}
    </dl>
  );
}

function CardActions({ device, nowS, api, onDone, onSetUp, onDeleted }: DeviceCardProps & { readonly device: Device }) {
  const messages = useMessages();
  const all = useDeviceMessages();
  const text = all.card;
  const [isAsking, setAsking] = useState(false);
  const [isWaiting, setWaiting] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const name = visibleText(device.deviceId);
  const askReport = async () => {
    const problem = await api.askReport(device.deviceId);
    setRefusal(problem?.detail ?? null);
    if (problem === null) onDone(text.asked);
  };
  const remove = async () => {
    setWaiting(true);
    const problem = await api.remove(device.deviceId);
    setWaiting(false);
    setAsking(false);
    setRefusal(problem?.detail ?? null);
    if (problem === null) onDeleted(text.deleted(name));
  };
  const { reportRequestedAt, last } = device;
  const isAwaited = reportRequestedAt != null && reportRequestedAt > (last?.timestamp ?? 0);
  return (
    <>
      <div className={styles["actions"]}>
        <button type="button" className="button" onClick={onSetUp}>
          {text.setUp}
        </button>
        {device.isRegistered && (
          <>
            <button type="button" className="button" onClick={() => void askReport()}>
              {text.askReport}
            </button>
            <button type="button" className="button" aria-expanded={isAsking} onClick={() => setAsking(!isAsking)}>
              {text.delete}
            </button>
          </>
        )}
      </div>
      {isAwaited && (
        <p className={styles["quiet"]}>{text.askedAt(formatAge(Math.max(0, nowS - reportRequestedAt), messages))}</p>
      )}
      {isAsking && (
        <Confirm
          question={text.deleteQuestion(name)}
          yes={text.deleteYes}
          no={text.deleteNo}
          isWaiting={isWaiting}
          onYes={() => void remove()}
          onNo={() => setAsking(false)}
        />
      )}
      <div role="alert">{refusal !== null && <p className={styles["alarm"]}>{refusal}</p>}</div>
    </>
  );
}

/** Which driver had the device from when to when, the newest first. */
function Bindings({ device }: { readonly device: Device }) {
  const text = useDeviceMessages().bindings;
  if (device.bindings.length === 0) return <p className={styles["quiet"]}>{text.none}</p>;
  return (
    <ul className={styles["entries"]}>
      {device.bindings.toReversed().map(({ driverId, from, until }) => (
        <li key={`${driverId} ${from}`}>
          <Name>{driverId}</Name>
          <small className={styles["quiet"]}>
            {until == null ? text.from(formatInstant(from)) : text.fromTo(formatInstant(from), formatInstant(until))}
          </small>
        </li>
      ))}
    </ul>
  );
}
