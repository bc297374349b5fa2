import type { Device } from "../api/devices";
import type { DeviceMessages } from "../messages/en-of-devices";
import type { Messages } from "../messages/messages";
import { formatAge, formatDuration } from "../ui/format";
import type { SignalName } from "./device-query";

/** Return how a device is heard. */
export function signalOf({ last, signal }: Device): SignalName {
  return signal ?? (last ? "live" : "none");
}

/** Return when a device was last heard, with or without a place; null if never. */
export function heardAtOf({ last, contactAt }: Device): number | null {
  const times = [last?.receivedAt ?? last?.timestamp, contactAt].filter((time) => time != null);
  return times.length === 0 ? null : Math.max(...times);
}

/** Return why the signal is what it is: how long no position arrived, and how often the device reports. */
export function reasonOf(device: Device, nowS: number, text: DeviceMessages, messages: Messages): string | null {
  const { last, contactAt, intervalSeconds } = device;
  const signal = signalOf(device);
  if (signal === "live") return null;
  if (!last) return contactAt == null ? text.noPosition : text.contactOnly(formatAge(nowS - contactAt, messages));
  const quiet = text.noPositionFor(formatDuration(Math.max(0, nowS - last.timestamp), messages));
  if (contactAt != null && contactAt > last.timestamp)
    return text.both(quiet, text.contactOnly(formatAge(Math.max(0, nowS - contactAt), messages)));
  return intervalSeconds == null
    ? quiet
    : text.both(quiet, text.reportsEvery(formatDuration(intervalSeconds, messages)));
}

/** Return the app that a device was last set up with and can still send with, else its kind. */
export function appOrKind({ credentials, kind }: Device, text: DeviceMessages): string {
  const newest = credentials.filter(({ revokedAt }) => revokedAt == null).at(-1);
  if (newest !== undefined) return appName(newest.app, text);
  return kind == null ? "" : text.kind[kind];
}

export function appName(app: string, { apps }: DeviceMessages): string {
  return Object.entries(apps).find(([known]) => known === app)?.[1] ?? apps.unknown;
}
