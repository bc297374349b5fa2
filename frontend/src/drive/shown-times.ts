const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** Times and numbers of one language, as drivers read them. */
export interface ShownTimes {
  readonly count: (value: number) => string;
  /** Hours and minutes of a moment, Unix seconds; with the day where it is not today. */
  readonly clock: (unixS: number, nowS: number) => string;
  /** How long ago, such as "5 min ago". */
  readonly age: (seconds: number) => string;
}

export function timesIn(language: string, timeZone?: string): ShownTimes {
  const zone = timeZone === undefined ? {} : { timeZone };
  const hours = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", ...zone });
  const withDay = new Intl.DateTimeFormat(language, { weekday: "short", hour: "2-digit", minute: "2-digit", ...zone });
  const day = new Intl.DateTimeFormat("en", { dateStyle: "short", ...zone });
  const ages = new Intl.RelativeTimeFormat(language, { numeric: "always", style: "short" });
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return {
    count: (value) => numbers.format(value),
    clock: (unixS, nowS) =>
      (day.format(unixS * 1000) === day.format(nowS * 1000) ? hours : withDay).format(unixS * 1000),
    age: (seconds) => ages.format(...ageParts(seconds)),
  };
}

function ageParts(seconds: number): [number, "second" | "minute" | "hour" | "day"] {
  const past = Math.max(0, seconds);
  if (past < MINUTE_S) return [-Math.round(past), "second"];
  if (past < HOUR_S) return [-Math.round(past / MINUTE_S), "minute"];
  return past < DAY_S ? [-Math.round(past / HOUR_S), "hour"] : [-Math.round(past / DAY_S), "day"];
}
