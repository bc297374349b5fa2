/** Measures as people read them. */

import type { Messages } from "../messages/messages";
import { formatCount, formatTenths } from "../messages/numbers";
import type { Units } from "./units";

const COMPASS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
const MPH_PER_MPS = 2.236_936;
const FEET_PER_METRE = 3.280_84;
const METRES_PER_MILE = 1_609.344;

export function formatAge(ageS: number, messages: Messages): string {
  if (ageS < 1.5) return messages.age.now;
  return messages.age.ago(formatDuration(ageS, messages));
}

/** Return a length of time in its largest unit: 12 s, 3 min, 5 h, 2 d. */
export function formatDuration(seconds: number, { units }: Messages): string {
  if (seconds < 60) return units.seconds(formatCount(Math.floor(seconds)));
  if (seconds < 3600) return units.minutes(formatCount(Math.floor(seconds / 60)));
  if (seconds < 48 * 3600) return units.hours(formatCount(Math.floor(seconds / 3600)));
  return units.days(formatCount(Math.floor(seconds / 86_400)));
}

/** Return a short time in tenths of a second, a longer one in its largest unit. */
export function formatDelay(seconds: number, messages: Messages): string {
  return seconds < 10 ? messages.units.seconds(formatTenths(seconds)) : formatDuration(seconds, messages);
}

export function formatSpeed(speedMps: number, system: Units, { units }: Messages): string {
  if (system === "mi") return units.mph(formatCount(Math.round(speedMps * MPH_PER_MPS)));
  return units.kmh(formatCount(Math.round(speedMps * 3.6)));
}

export function formatHeading(headingDeg: number, messages: Messages): string {
  return `${compass(headingDeg, messages)} · ${Math.round(headingDeg) % 360}°`;
}

/** Return a direction that follows from two fixes, no more exactly than those tell it. */
export function formatMovement(directionDeg: number, messages: Messages): string {
  return `${compass(directionDeg, messages)} · ${messages.shipment.fromMovement}`;
}

function compass(directionDeg: number, messages: Messages): string {
  return messages.compass[compassPoint(directionDeg)];
}

function compassPoint(directionDeg: number): (typeof COMPASS)[number] {
  return COMPASS[Math.round(directionDeg / 45) % 8] ?? "n";
}

/** Return a direction as a word: north-east. */
export function formatDirection(directionDeg: number, { directions }: Messages): string {
  return directions[compassPoint(directionDeg)];
}

/** Return a distance as people say it: 0.8 km, 12 km, 310 km. */
export function formatRoughDistance(distanceM: number, system: Units, { units }: Messages): string {
  const amount = distanceM / (system === "mi" ? METRES_PER_MILE : 1000);
  // The steps are those of the server's texts, so that exports say the same.
  const tenths = Math.round(amount * 10) / 10;
  const whole = amount < 99.5 ? Math.round(amount) : 10 * Math.round(amount / 10);
  const shown = amount < 9.95 && !Number.isInteger(tenths) ? formatTenths(tenths) : formatCount(whole);
  return system === "mi" ? units.miles(shown) : units.kilometres(shown);
}

export function formatAccuracy(accuracyM: number, system: Units, { units }: Messages): string {
  if (system === "mi") return units.withinFeet(formatCount(Math.round(accuracyM * FEET_PER_METRE)));
  return units.withinMetres(accuracyM < 10 ? formatTenths(accuracyM) : formatCount(Math.round(accuracyM)));
}

/** Return a distance in metres or feet while it is short, and with tenths while those count. */
export function formatDistance(distanceM: number, system: Units, { units }: Messages): string {
  const [long, short] = system === "mi" ? [units.miles, units.feet] : [units.kilometres, units.metres];
  const small = distanceM * (system === "mi" ? FEET_PER_METRE : 1);
  if (small < 999.5) return short(formatCount(Math.round(small)));
  const large = distanceM / (system === "mi" ? METRES_PER_MILE : 1000);
  return long(large < 99.95 ? formatTenths(large) : formatCount(Math.round(large)));
}

export function formatBattery(charge: number, { units }: Messages): string {
  return units.percent(formatCount(Math.round(charge * 100)));
}

/** Return `40.75800, -79.98550`: plain digits, so that other maps take it when pasted. */
export function formatPlace(latitude: number, longitude: number): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}
