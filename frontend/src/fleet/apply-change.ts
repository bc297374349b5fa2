import type { Row } from "../api/types";
import { distanceM, worldX, worldY } from "../geo/earth";
import { courseDeg } from "../geo/great-circle";
import type { FleetColumns } from "./fleet-columns";
import { compareVersions, versionOf } from "./version";

/** A shorter way than this is noise of the receiver and says nothing about direction. */
const DIRECTION_FROM_M = 8;

/** Return whether `row` is newer than what the slot holds; an empty slot takes anything. */
export function isNewer(columns: FleetColumns, slot: number, row: Row): boolean {
  const timestamp = columns.timestamp[slot] ?? Number.NaN;
  if (Number.isNaN(timestamp)) return true;
  const held = { timestamp, offset: columns.offset[slot] ?? 0, index: columns.index[slot] ?? 0 };
  return compareVersions(versionOf(row), held) > 0;
}

/** Write `row` into the slot, and what follows from it and the fix before. */
export function writeRow(columns: FleetColumns, slot: number, row: Row): void {
  writeMotion(columns, slot, row);
  columns.latitude[slot] = row.latitude;
  columns.longitude[slot] = row.longitude;
  columns.worldX[slot] = worldX(row.longitude);
  columns.worldY[slot] = worldY(row.latitude);
  columns.timestamp[slot] = row.timestamp;
  columns.offset[slot] = row.source[1];
  columns.index[slot] = row.source[2];
  columns.receivedAt[slot] = row.receivedAt ?? Number.NaN;
  columns.speed[slot] = row.speed ?? Number.NaN;
  columns.accuracy[slot] = row.accuracy ?? Number.NaN;
  columns.battery[slot] = row.battery ?? Number.NaN;
  columns.contactAt[slot] = row.contactAt ?? Number.NaN;
  columns.suspect[slot] = row.suspect ? 1 : Number.NaN;
}

function writeMotion(columns: FleetColumns, slot: number, row: Row): void {
  const gapS = row.timestamp - (columns.timestamp[slot] ?? Number.NaN);
  if (row.speed != null) columns.paceMps[slot] = row.speed;
  columns.headingDeg[slot] = row.heading ?? Number.NaN;
  columns.movementDeg[slot] = Number.NaN;
  if (row.heading != null) columns.directionDeg[slot] = row.heading;
  // NaN for the first fix, zero for a correction of the same instant: neither tells of motion.
  if (!(gapS > 0)) return;
  // The way to a position that may be wrong, or back from it, is no motion either.
  if (row.suspect || columns.suspect[slot] === 1) {
    columns.gapS[slot] = gapS;
    return;
  }
  const from = { latitude: columns.latitude[slot] ?? Number.NaN, longitude: columns.longitude[slot] ?? Number.NaN };
  const wayM = distanceM(from.latitude, from.longitude, row.latitude, row.longitude);
  columns.gapS[slot] = gapS;
  if (row.speed == null) columns.paceMps[slot] = wayM / gapS;
  if (row.heading == null && wayM > DIRECTION_FROM_M) {
    const movementDeg = courseDeg(from, row);
    columns.movementDeg[slot] = movementDeg;
    columns.directionDeg[slot] = movementDeg;
  }
}
