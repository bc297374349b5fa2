import type { ApiClient, Problem, SendOptions } from "./client";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Device = Schemas["Device"];
type DevicePage = Schemas["DevicePage"];
export type DeviceChange = Schemas["DeviceChange"];
export type DriverProfile = Schemas["DriverProfile"];
export type DriverChange = Schemas["DriverChange"];
type DriverShipments = Schemas["DriverShipments"];
export type NewCredential = Schemas["NewCredential"];
export type Setup = Schemas["Setup"];
export type PhoneApp = Schemas["PhoneApp"];
export type StepId = Schemas["StepId"];

export const PHONE_APPS = [
  "traccar",
  "owntracks",
  "overland",
  "gpslogger",
  "osmand",
  "browser",
] as const satisfies readonly PhoneApp[];

/** The data of an answer, or why there is none. */
export type Told<T> = { readonly data: T; readonly problem: null } | { readonly data: null; readonly problem: Problem };

/** Reads and changes devices, their credentials and drivers; no call throws. */
export interface DevicesApi {
  list(signal: AbortSignal): Promise<Told<readonly Device[]>>;
  show(deviceId: string, signal: AbortSignal): Promise<Told<Device>>;
  change(deviceId: string, change: DeviceChange): Promise<Told<Device>>;
  /** Register a device; a problem with the code `EXISTS` where the id is taken. */
  create(deviceId: string, change: DeviceChange): Promise<Told<Device>>;
  remove(deviceId: string): Promise<Problem | null>;
  askReport(deviceId: string): Promise<Problem | null>;
  addCredential(deviceId: string, app: PhoneApp, driverId: string | null): Promise<Told<NewCredential>>;
  revoke(deviceId: string, keyId: string): Promise<Problem | null>;
  /** Return the ids of drivers that sent positions or have shipments. */
  driverIds(signal: AbortSignal): Promise<readonly string[]>;
  driver(driverId: string, signal: AbortSignal): Promise<Told<DriverProfile>>;
  changeDriver(driverId: string, change: DriverChange): Promise<Told<DriverProfile>>;
}

const ONE = "/api/devices/{id}";
const MOST_DRIVERS = 1_000;
/** Devices of one answer. */
const PAGE = 1_000;
const UNKNOWN_DRIVER = "unknown_driver";
/** The code of a refusal to create what exists. */
export const EXISTS = "version_mismatch";

export function createDevicesApi(client: ApiClient, noAnswer: string): DevicesApi {
  const told = <T>({ data, problem }: { readonly data: T | null; readonly problem: Problem | null }): Told<T> =>
    data === null ? { data: null, problem: problem ?? { detail: noAnswer } } : { data, problem: null };
  const problemOf = async (path: Parameters<ApiClient["send"]>[0], options: SendOptions): Promise<Problem | null> => {
    const { data, problem } = await client.send<object | undefined>(path, options);
    return data === null ? (problem ?? { detail: noAnswer }) : null;
  };
  return {
    list: async (signal) => {
      const devices: Device[] = [];
      let after: string | null = null;
      do {
        const query: { limit: number; after?: string } = after === null ? { limit: PAGE } : { limit: PAGE, after };
        const { data, problem }: Told<DevicePage> = told(await client.get("/api/devices", { query, signal }));
        if (problem !== null) return { data: null, problem };
        devices.push(...data.devices);
        after = data.next;
      } while (after !== null);
      return { data: devices, problem: null };
    },
    show: async (id, signal) => told(await client.send(ONE, { method: "GET", params: { id }, signal })),
    change: async (id, body) => told(await client.send(ONE, { method: "PUT", params: { id }, body })),
    create: async (id, body) =>
      told(await client.send(ONE, { method: "PUT", params: { id }, headers: { "If-None-Match": "*" }, body })),
    remove: (id) => problemOf(ONE, { method: "DELETE", params: { id } }),
    askReport: (id) => problemOf("/api/devices/{id}/report", { method: "POST", params: { id } }),
    addCredential: async (id, app, driverId) => {
      const body = driverId === null ? { app } : { app, driverId };
      return told(await client.send("/api/devices/{id}/credentials", { method: "POST", params: { id }, body }));
    },
    revoke: (id, keyId) =>
      problemOf("/api/devices/{id}/credentials/{keyId}", { method: "DELETE", params: { id, keyId } }),
    driverIds: async (signal) => {
      const { data } = await client.get("/api/drivers", { query: { limit: MOST_DRIVERS }, signal });
      return data === null ? [] : data.drivers.map(({ driverId }) => driverId);
    },
    driver: async (id, signal) => {
      const nothing: DriverProfile = { driverId: id, duty: "on" };
      const { data, problem } = told<DriverShipments>(
        await client.send("/api/drivers/{id}", { method: "GET", params: { id }, signal }),
      );
      if (problem === null) return { data: data.profile ?? nothing, problem };
      // A driver may be bound to a device before anything else is known of it.
      return problem.code === UNKNOWN_DRIVER ? { data: nothing, problem: null } : { data, problem };
    },
    changeDriver: async (id, body) =>
      told(await client.send("/api/drivers/{id}", { method: "PUT", params: { id }, body })),
  };
}
