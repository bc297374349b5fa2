import type { Delivery, DriverRoute } from "../api/driver-api";
import type { Outcome, Said } from "./outbox";

export type { Delivery, DriverRoute };

/** The route as the server last told it, and when that was by the server's clock, Unix seconds. */
export interface KeptRoute {
  readonly driverId: string;
  readonly route: DriverRoute;
  readonly at: number;
}

export interface ShownStop {
  /** Its number on the route, from 1. */
  readonly number: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly deliveries: readonly Delivery[];
}

/** A delivery that the driver has ended, and whether the server knows of it. */
export interface Done {
  readonly said: Said;
  readonly delivery: Delivery | null;
}

export interface RouteView {
  readonly stops: readonly ShownStop[];
  readonly later: readonly Delivery[];
  readonly done: readonly Done[];
  /** Deliveries of the route that are not out for delivery yet. */
  readonly toLoad: readonly string[];
}

const DONE: ReadonlySet<Outcome> = new Set(["delivered", "attempt_failed"]);
const TO_LOAD: ReadonlySet<string> = new Set(["created", "in_transit", "attempt_failed"]);

/** Return whether a kept route is of the driver whose page this is: a phone may be handed on. */
export function isOf(kept: KeptRoute | null, driverId: string): kept is KeptRoute {
  return kept?.driverId === driverId;
}

/** Return the route as the driver left it: what was said counts at once, whether or not it has been sent. */
export function viewOf(route: DriverRoute, all: readonly Said[]): RouteView {
  const last = lastSaid(all);
  const known = new Map([...route.stops.flatMap((stop) => stop.deliveries), ...route.later].map(byShipment));
  const isDone = ({ shipmentId, statusAt }: Delivery): boolean => {
    const said = last.get(shipmentId);
    // A dispatcher may have put it back on the route after the driver's word was taken.
    const isOlder = said?.state === "sent" && said.item !== undefined && statusAt > said.item.at;
    return said !== undefined && DONE.has(said.to) && !isOlder;
  };
  const stops = route.stops
    .map((stop, index) => ({
      number: index + 1,
      latitude: stop.latitude,
      longitude: stop.longitude,
      deliveries: stop.deliveries.filter((delivery) => !isDone(delivery)).map((each) => withSaid(each, last)),
    }))
    .filter((stop) => stop.deliveries.length > 0);
  return {
    stops,
    later: route.later.filter((delivery) => !isDone(delivery)).map((each) => withSaid(each, last)),
    done: [...last.values()]
      .filter((said) => DONE.has(said.to))
      .toSorted((a, b) => b.id - a.id)
      .map((said) => ({ said, delivery: known.get(said.shipmentId) ?? null })),
    toLoad: stops
      .flatMap((stop) => stop.deliveries)
      .filter(({ status }) => TO_LOAD.has(status))
      .map(({ shipmentId }) => shipmentId),
  };
}

/** Return what was said last of each shipment; a refusal leaves what the server says. */
function lastSaid(all: readonly Said[]): ReadonlyMap<string, Said> {
  const counted = all.filter((said) => said.state !== "refused").toSorted((a, b) => a.id - b.id);
  return new Map(counted.map((said) => [said.shipmentId, said]));
}

function byShipment(delivery: Delivery): readonly [string, Delivery] {
  return [delivery.shipmentId, delivery];
}

function withSaid(delivery: Delivery, last: ReadonlyMap<string, Said>): Delivery {
  const said = last.get(delivery.shipmentId);
  return said?.to === "out_for_delivery" && TO_LOAD.has(delivery.status)
    ? { ...delivery, status: "out_for_delivery" }
    : delivery;
}
