import { distanceM } from "../geo/earth";
import type { Point } from "../geo/point";
import type { Tracker } from "./tracker";

export interface NearShipment {
  readonly shipmentId: string;
  readonly distanceM: number;
}

/** A degree of latitude is never shorter. */
const LEAST_METRES_PER_DEGREE = 110_500;

/** Return the `count` nearest of the shown shipments within `withinM` metres of a place, the nearest first. */
export function nearestShipments(
  { store, view }: Pick<Tracker, "store" | "view">,
  { latitude, longitude }: Point,
  { count, withinM }: { readonly count: number; readonly withinM: number },
): readonly NearShipment[] {
  const { columns } = store;
  const reachDeg = withinM / LEAST_METRES_PER_DEGREE;
  const near: { readonly slot: number; readonly distanceM: number }[] = [];
  for (const slot of view.order) {
    const lat = columns.latitude[slot] ?? 0;
    // Most of a large fleet is left out without trigonometry.
    if (Math.abs(lat - latitude) > reachDeg) continue;
    const far = distanceM(latitude, longitude, lat, columns.longitude[slot] ?? 0);
    if (far <= withinM) near.push({ slot, distanceM: far });
  }
  near.sort((a, b) => a.distanceM - b.distanceM);
  return near.slice(0, count).flatMap(({ slot, distanceM: far }) => toNear(store.idAt(slot), far));
}

function toNear(shipmentId: string | null, far: number): readonly NearShipment[] {
  return shipmentId === null ? [] : [{ shipmentId, distanceM: far }];
}
