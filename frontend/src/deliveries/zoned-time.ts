const formats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const digits = { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
    format = new Intl.DateTimeFormat("en-GB", { ...digits, year: "numeric", hourCycle: "h23", timeZone });
    formats.set(timeZone, format);
  }
  return format;
}

/** Return the clock of a zone as a field for local times takes it: 2026-03-02T09:00, with seconds where those count. */
export function localTimeOf(unixS: number, timeZone: string): string {
  const parts = new Map(
    partsFormat(timeZone)
      .formatToParts(unixS * 1000)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  const seconds = of("second") === "00" ? "" : `:${of("second")}`;
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}${seconds}`;
}

const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;
const NO_SECONDS = 16;

/**
 * Return the Unix seconds of a local time, or null where it is none or the clocks of the zone skip it.
 *
 * Of a time that the clocks show twice it is the first.
 */
export function unixOfLocalTime(local: string, timeZone: string): number | null {
  if (!LOCAL_TIME.test(local)) return null;
  const asUtcS = Date.parse(`${local}${local.length === NO_SECONDS ? ":00" : ""}Z`) / 1000;
  if (Number.isNaN(asUtcS)) return null;
  const day = 24 * 3600;
  const candidates = [asUtcS - day, asUtcS + day].map((nearS) => asUtcS - offsetAt(nearS, timeZone));
  const wanted = local.endsWith(":00") && local.length > NO_SECONDS ? local.slice(0, NO_SECONDS) : local;
  const found = candidates.filter((unixS) => localTimeOf(unixS, timeZone) === wanted);
  return found.length === 0 ? null : Math.min(...found);
}

/** Return how many seconds the clocks of a zone are ahead of UTC. */
function offsetAt(unixS: number, timeZone: string): number {
  const local = localTimeOf(unixS, timeZone);
  return Date.parse(`${local}${local.length === NO_SECONDS ? ":00" : ""}Z`) / 1000 - Math.floor(unixS);
}
