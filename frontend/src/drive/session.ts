import type { DriverSession } from "../api/driver-api";

/** Whose page it is, as the server's answer about the link says. */
export type Owner =
  | {
      readonly kind: "driver";
      readonly driverId: string;
      /** Whether the key names the device. */
      readonly hasDevice: boolean;
      /** The interval between positions of the device, seconds; null where it is not set. */
      readonly intervalS: number | null;
    }
  | { readonly kind: "no_link" | "key_may_not" };

/** Return whose page it is; `linked` is the driver in the link, which counts where no keys are required. */
export function ownerIn(session: DriverSession, linked: string | undefined): Owner {
  const { required, mayDrive, driverId, deviceId, intervalSeconds } = session;
  const known = driverId ?? (required ? undefined : linked);
  if (known !== undefined && (!required || mayDrive)) {
    const [hasDevice, intervalS] = [Boolean(deviceId), intervalSeconds ?? null];
    return { kind: "driver", driverId: known, hasDevice, intervalS };
  }
  return { kind: required ? "key_may_not" : "no_link" };
}
