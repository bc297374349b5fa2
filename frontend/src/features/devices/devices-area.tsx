import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { ApiClient } from "../../api/client";
import { createDevicesApi } from "../../api/devices";
import { shownDevices } from "../../devices/device-order";
import { ALL_DEVICES, type DevicesInUrl } from "../../devices/device-query";
import { useTracker } from "../../fleet/use-tracker";
import { formatCount } from "../../messages/numbers";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import { useFocusReturn } from "../../ui/use-focus-return";
import { useShortcuts } from "../../ui/use-shortcuts";
import { AddPhone } from "./add-phone";
import { DeviceCard, type Intent } from "./device-card";
import { DeviceFilters } from "./device-filters";
import { DeviceTable } from "./device-table";
import styles from "./devices.module.css";
import { useDevices } from "./use-devices";
import { useKnownDrivers } from "./use-known-drivers";

export interface DevicesAreaProps {
  readonly client: ApiClient;
  readonly state: DevicesInUrl;
  readonly onChange: (change: Partial<DevicesInUrl>) => void;
  /** Whether this browser may change devices. */
  readonly mayAct: boolean;
}

/** The area of devices: phones and trackers, their drivers, and how to add a phone. */
export function DevicesArea({ client, state, onChange, mayAct }: DevicesAreaProps) {
  const text = useDeviceMessages();
  const tracker = useTracker();
  const api = useMemo(() => createDevicesApi(client, text.noAnswer), [client, text]);
  const { devices, isUnreachable, refresh } = useDevices(api);
  const drivers = useKnownDrivers(api, devices);
  const [said, setSaid] = useState<string | null>(null);
  const [intent, setIntent] = useState<Intent | null>(null);
  const nowS = useNow(() => tracker.now());
  const { device: open, deviceQuery: query } = state;
  const addsPhone = mayAct && state.addsPhone;
  const shown = useMemo(() => shownDevices(devices ?? [], query), [devices, query]);
  const close = () => onChange({ device: null, addsPhone: false });
  // The page behind the area takes this key, too; a page with a secret closes by its buttons alone.
  useShortcuts(addsPhone ? [] : [["Escape", close]], true);
  const done = (words: string) => {
    setSaid(words);
    refresh();
  };
  const opened = devices?.find(({ deviceId }) => deviceId === open) ?? null;
  const panel = addsPhone ? "form" : open !== null ? "card" : "none";
  const area = useFocusReturn(panel);
  useFocusOfForm(area, panel === "form");
  const openDevice = (next: Intent) => {
    // A click beside the setup must not discard a secret that is shown once.
    if (addsPhone) return;
    setIntent(next);
    onChange({ device: next.device });
  };
  return (
    <main ref={area} className={styles["area"]} data-panel={panel}>
      <h2 className="visually-hidden">{text.title}</h2>
      <div className={styles["bar"]}>
        <DeviceFilters query={query} onQuery={(next) => onChange({ deviceQuery: next })} />
        <p className={styles["quiet"]} role="status">
          {devices === null ? text.loading : text.shown(formatCount(shown.length), devices.length)}
        </p>
        {mayAct ? (
          <button
            type="button"
            className="button button--main"
            disabled={addsPhone}
            onClick={() => onChange({ addsPhone: true, device: null })}
          >
            {text.add}
          </button>
        ) : (
          <p>{text.readOnly}</p>
        )}
      </div>
      {said !== null && <Said words={said} onClose={() => setSaid(null)} />}
      {isUnreachable && (
        <p className={styles["notice"]} role="alert">
          {text.unreachable}
        </p>
      )}
      {devices?.length === 0 && (
        <div className={styles["none"]}>
          <p>{text.none}</p>
          {mayAct && <p>{text.noneHint}</p>}
        </div>
      )}
      {devices !== null && devices.length > 0 && shown.length === 0 && (
        <div className={styles["none"]}>
          <p>{text.noMatch}</p>
          <button type="button" className="button" onClick={() => onChange({ deviceQuery: ALL_DEVICES })}>
            {text.showAll}
          </button>
        </div>
      )}
      {shown.length > 0 && (
        <DeviceTable
          shown={shown}
          nowS={nowS}
          open={open}
          onOpen={(device, byKey) => openDevice({ device, focus: byKey ? "card" : null })}
          onBind={mayAct ? (device) => openDevice({ device, focus: "bind" }) : null}
        />
      )}
      {addsPhone && devices !== null && (
        <AddPhone
          key={open}
          api={api}
          devices={devices}
          drivers={drivers}
          device={opened}
          now={() => tracker.now()}
          onChanged={refresh}
          onClose={() => onChange({ addsPhone: false })}
        />
      )}
      {open !== null && panel === "card" && devices !== null && (
        <DeviceCard
          deviceId={open}
          device={opened}
          nowS={nowS}
          api={api}
          drivers={drivers}
          mayAct={mayAct}
          intent={intent?.device === open ? intent : null}
          onDone={done}
          onSetUp={() => onChange({ addsPhone: true })}
          onDeleted={(words) => {
            done(words);
            onChange({ device: null });
          }}
          onClose={close}
        />
      )}
    </main>
  );
}

/** Move the focus to a form that a person opened, since the button that opened it is then disabled or gone. */
function useFocusOfForm(area: RefObject<HTMLElement | null>, isOpen: boolean): void {
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (isOpen && !wasOpen.current) area.current?.querySelector<HTMLElement>("section h2")?.focus();
    wasOpen.current = isOpen;
  }, [area, isOpen]);
}

/** What the tracker did last. */
function Said({ words, onClose }: { readonly words: string; readonly onClose: () => void }) {
  const text = useDeviceMessages();
  return (
    <div className={styles["said"]}>
      <p role="status">
        <bdi>{words}</bdi>
      </p>
      <IconButton label={text.close} onClick={onClose}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}

/** How often ages move, in milliseconds. */
const AGES_EVERY_MS = 5_000;

function useNow(now: () => number): number {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), AGES_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now();
}
