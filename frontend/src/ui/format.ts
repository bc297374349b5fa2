/** Numbers as people read them. */

import type { Units } from "./units";

const COMPASS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"] as const;
const MPH_PER_MPS = 2.236_936;
const FEET_PER_METRE = 3.280_84;

export function formatAge(ageS: number): string {
  if (ageS < 1.5) return "just now";
  return `${formatDuration(ageS)} ago`;
}

/** Return a length of time in its largest unit: 12 s, 3 min, 5 h, 2 d. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Return a short time in tenths of a second, a longer one in its largest unit. */
export function formatDelay(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(1)} s` : formatDuration(seconds);
}

export function formatSpeed(speedMps: number, units: Units): string {
  return units === "km" ? `${Math.round(speedMps * 3.6)} km/h` : `${Math.round(speedMps * MPH_PER_MPS)} mph`;
}

export function formatHeading(headingDeg: number): string {
  return `${compass(headingDeg)} · ${Math.round(headingDeg) % 360}°`;
}

/** Return a direction that follows from two fixes, no more exactly than those tell it. */
export function formatMovement(directionDeg: number): string {
  return `${compass(directionDeg)} · from movement`;
}

function compass(directionDeg: number): string {
  return COMPASS[Math.round(directionDeg / 45) % 8] ?? "";
}

export function formatAccuracy(accuracyM: number, units: Units): string {
  if (units === "mi") return `± ${Math.round(accuracyM * FEET_PER_METRE)} ft`;
  return `± ${accuracyM < 10 ? accuracyM.toFixed(1) : Math.round(accuracyM)} m`;
}

export function formatBattery(charge: number): string {
  return `${Math.round(charge * 100)} %`;
}

/** Return `40.75800, -79.98550`: plain digits, so that other maps take it when pasted. */
export function formatPlace(latitude: number, longitude: number): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/** Return the instant in the viewer's zone and manner, to the second. */
export function formatInstant(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

/** Return hours and minutes in the viewer's zone. */
export function formatClock(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

export function formatCount(count: number): string {
  return count.toLocaleString();
}
