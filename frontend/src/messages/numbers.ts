/** Numbers and times in the manner of the reader's system, whatever language the texts are in. */
const WHOLE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const INSTANT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

export function formatCount(count: number): string {
  return WHOLE.format(count);
}

export function formatTenths(value: number): string {
  return TENTHS.format(value);
}

/** Return the instant in the viewer's zone, to the second. */
export function formatInstant(unixSeconds: number): string {
  return INSTANT.format(unixSeconds * 1000);
}

/** Return hours and minutes in the viewer's zone. */
export function formatClock(unixSeconds: number): string {
  return CLOCK.format(unixSeconds * 1000);
}
