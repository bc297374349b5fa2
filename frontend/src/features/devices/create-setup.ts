import type { Problem } from "../../api/client";
import type { Device, DevicesApi, NewCredential, PhoneApp } from "../../api/devices";
import { signalOf } from "../../devices/device-words";
import type { BeforeSetup } from "./waiting";

interface Wanted {
  readonly app: PhoneApp;
  readonly id: string;
  readonly driver: string | null;
  /** The device with this id, where the list has one. */
  readonly known: Device | undefined;
  /** Whether a registered device with this id would be another phone. */
  readonly isNew: boolean;
}

export interface Created {
  readonly deviceId: string;
  readonly credential: NewCredential;
  readonly before: BeforeSetup;
}

/** Register the device where it is new, and bind it; returns why not. */
export async function register(api: DevicesApi, { id, driver, known, isNew }: Wanted): Promise<Problem | null> {
  const isBound = driver === null || known?.driverId === driver;
  if (!isNew && known?.isRegistered === true && isBound) return null;
  const kind = known?.kind == null ? { kind: "phone" as const } : {};
  const change = { ...kind, ...(isBound ? {} : { driverId: driver }) };
  const { problem } = await (isNew ? api.create(id, change) : api.change(id, change));
  return problem;
}

/** Create the credential of a registered device; returns why not. */
export async function createSetup(api: DevicesApi, { app, id, driver, known }: Wanted): Promise<Created | Problem> {
  const { data, problem } = await api.addCredential(id, app, app === "browser" ? driver : null);
  return problem ?? { deviceId: id, credential: data, before: beforeSetup(known) };
}

function beforeSetup(device: Device | undefined): BeforeSetup {
  const isSending = device !== undefined && ["live", "late"].includes(signalOf(device));
  return { seenAtS: device?.last?.timestamp ?? null, isSending };
}
