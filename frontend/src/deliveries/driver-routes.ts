import type { Delivery } from "../api/types";
import { distanceM } from "../geo/earth";

/** One place of a route, with the deliveries there. */
export interface Stop {
  readonly latitude: number;
  readonly longitude: number;
  readonly deliveries: readonly Delivery[];
}

/** Deliveries that follow each other within this distance are one stop. */
const SAME_STOP_M = 40;
/** A delivery that is planned within this time is on the route before it is out for delivery. */
const UPCOMING_S = 12 * 3600;

/** Return the stops left of each driver, in order, by the rules of `GET /api/drivers/{id}/route`. */
export function routesOf(deliveries: Iterable<Delivery>, nowS: number): ReadonlyMap<string, readonly Stop[]> {
  const byDriver = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    if (!delivery.driverId || !(isOut(delivery) || isUpcoming(delivery, nowS))) continue;
    const held = byDriver.get(delivery.driverId);
    if (held === undefined) byDriver.set(delivery.driverId, [delivery]);
    else held.push(delivery);
  }
  return new Map([...byDriver].map(([driverId, rows]) => [driverId, stopsOf(rows)]));
}

function isOut({ status, progress }: Delivery): boolean {
  return status === "out_for_delivery" && progress?.departedAt == null;
}

function isUpcoming({ status, window, startAt, sequence }: Delivery, nowS: number): boolean {
  if (status !== "created" && status !== "in_transit") return false;
  const begin = window?.start ?? startAt;
  return begin == null ? sequence != null : begin <= nowS + UPCOMING_S;
}

function stopsOf(rows: readonly Delivery[]): readonly Stop[] {
  // While one is out for delivery, only those are stops.
  const chosen = rows.some(isOut) ? rows.filter(isOut) : rows;
  const stops: (Stop & { deliveries: Delivery[] })[] = [];
  for (const delivery of chosen.toSorted(compareStops)) {
    const last = stops.at(-1);
    const { latitude, longitude } = delivery.destination;
    const before = last?.deliveries.at(-1)?.destination;
    if (before && distanceM(before.latitude, before.longitude, latitude, longitude) <= SAME_STOP_M) {
      last?.deliveries.push(delivery);
    } else stops.push({ latitude, longitude, deliveries: [delivery] });
  }
  return stops;
}

function compareStops(a: Delivery, b: Delivery): number {
  const [sequenceA, sequenceB] = [a.sequence ?? Number.MAX_VALUE, b.sequence ?? Number.MAX_VALUE];
  const [startA, startB] = [a.window?.start ?? Number.MAX_VALUE, b.window?.start ?? Number.MAX_VALUE];
  return sequenceA - sequenceB || startA - startB || (a.shipmentId < b.shipmentId ? -1 : 1);
}
