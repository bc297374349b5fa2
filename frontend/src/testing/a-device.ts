import type { Device } from "../api/devices";

/** A registered device that belongs to no driver and was never heard. */
export function aDevice(members: Partial<Device> = {}): Device {
  return { deviceId: "phone-1", isRegistered: true, bindings: [], credentials: [], ...members };
}
