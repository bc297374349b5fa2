import type { Delivery } from "../api/types";
import type { Messages } from "../messages/messages";
import { formatAge } from "../ui/format";

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Return the zone in which people at the destination read a clock. */
export function zoneOf({ destination }: Pick<Delivery, "destination">): string {
  return isZone(destination.timeZone) ? destination.timeZone : HERE;
}

function isZone(zone: string | null | undefined): zone is string {
  if (!zone) return false;
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(kind: "day" | "clock" | "key", timeZone: string): Intl.DateTimeFormat {
  const name = `${kind} ${timeZone}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const options = {
    day: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
    clock: { hour: "2-digit", minute: "2-digit" },
    key: { year: "numeric", month: "numeric", day: "numeric" },
  } as const;
  const created = new Intl.DateTimeFormat(undefined, { ...options[kind], timeZone });
  formats.set(name, created);
  return created;
}

/** Return a time range in a zone; the day is given only where it is not all today. */
export function rangeWords(startS: number, endS: number, zone: string, nowS: number): string {
  const day = (unixS: number) => formatOf("key", zone).format(unixS * 1000);
  const isToday = day(startS) === day(nowS) && day(endS) === day(nowS);
  return formatOf(isToday ? "clock" : "day", zone).formatRange(startS * 1000, endS * 1000);
}

export interface EtaWords {
  readonly range: string;
  readonly age: string;
  readonly isPlanned: boolean;
}

/** Return when the driver is likely to arrive and how old that is, or null where nothing is derived. */
export function etaWords(delivery: Delivery, nowS: number, messages: Messages): EtaWords | null {
  const eta = delivery.progress?.eta;
  if (!eta) return null;
  return {
    range: rangeWords(eta.earliest, eta.latest, zoneOf(delivery), nowS),
    age: formatAge(Math.max(0, nowS - eta.asOf), messages),
    isPlanned: eta.planned === true,
  };
}

/** Return the name of the zone where its clock differs from that of this device. */
export function foreignZone(zone: string): string | null {
  return zone === HERE ? null : zone;
}

export function readerZone(): string {
  return HERE;
}
