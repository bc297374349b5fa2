import type { Device } from "../api/devices";
import { foldText, searchWords } from "../text/fold-text";
import { naturalKey } from "../text/natural-order";
import type { DeviceQuery, SIGNALS } from "./device-query";
import { signalOf } from "./device-words";

/** Those that need a person come first: without a driver, then by how badly they are heard. */
const URGENCY = ["silent", "late", "none", "live"] as const satisfies readonly (typeof SIGNALS)[number][];

/** Return the wanted devices, those without a driver first. */
export function shownDevices(devices: readonly Device[], query: DeviceQuery): readonly Device[] {
  const words = searchWords(query.search);
  const isWanted = (device: Device): boolean => {
    if (query.bound !== null && (device.driverId == null) !== (query.bound === "unbound")) return false;
    if (query.signal !== null && signalOf(device) !== query.signal) return false;
    if (words.length === 0) return true;
    const { deviceId, name, driverId, driverName } = device;
    const text = foldText([deviceId, name, driverId, driverName].filter(Boolean).join(" "));
    return words.every((word) => text.includes(word));
  };
  return devices.filter(isWanted).toSorted(inOrder);
}

function inOrder(a: Device, b: Device): number {
  return (
    Number(a.driverId != null) - Number(b.driverId != null) ||
    URGENCY.indexOf(signalOf(a)) - URGENCY.indexOf(signalOf(b)) ||
    compareNaturally(a.deviceId, b.deviceId)
  );
}

function compareNaturally(a: string, b: string): number {
  const [first, second] = [naturalKey(a), naturalKey(b)];
  return Number(first > second) - Number(first < second);
}

/** Return an id for a new phone that no device has. */
export function suggestedDevice(devices: readonly Pick<Device, "deviceId">[]): string {
  const taken = new Set(devices.map(({ deviceId }) => deviceId));
  for (let number = taken.size + 1; ; number += 1) {
    if (!taken.has(`phone-${number}`)) return `phone-${number}`;
  }
}
