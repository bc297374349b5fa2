import type { AlertPage, Delivery } from "../api/types";

export type RowAlert = NonNullable<Delivery["alerts"]>[number];

/** Whose an alert is; the alert of a driver has no shipment. */
export interface AlertOwner {
  readonly shipmentId: string | null;
  readonly driverId: string | null;
  readonly fleet: string | null;
}

/** What the server says of alerts beside the rows of deliveries. */
export interface ServedAlerts {
  readonly ofDrivers: readonly (AlertOwner & { readonly alert: RowAlert })[];
  /** The drivers who send nothing, by `ownerKey`. */
  readonly silent: ReadonlySet<string>;
  /** Where each delivery or driver is in words, by the id of the alert. */
  readonly places: ReadonlyMap<string, string>;
  /** Where the newest position of a line is in words, by `lineKey`. */
  readonly linePlaces: ReadonlyMap<string, string>;
  /** How many other alerts a line hides, by `lineKey`. */
  readonly hides: ReadonlyMap<string, number>;
}

export const NOTHING_SERVED: ServedAlerts = {
  ofDrivers: [],
  silent: new Set(),
  places: new Map(),
  linePlaces: new Map(),
  hides: new Map(),
};

/** Return the driver with its fleet, or the delivery where there is no driver. */
export function ownerKey({ driverId, fleet, shipmentId }: AlertOwner): string {
  const whose = driverId ? ["driver", driverId] : ["delivery", shipmentId ?? ""];
  return [...whose, ...(fleet ? [fleet] : [])].map(encodeURIComponent).join("/");
}

/** Deliveries without a driver have a line each, as have drivers of the same id in two fleets. */
export function lineKey(kind: string, owner: AlertOwner): string {
  return `${encodeURIComponent(kind)}/${ownerKey(owner)}`;
}

/** Return what an answer of `GET /api/alerts` says. */
export function servedAlerts({ lines }: Pick<AlertPage, "lines">): ServedAlerts {
  const found = lines.map((line) => {
    const { driverId, fleet } = line;
    const owner = { shipmentId: line.alerts[0]?.shipmentId ?? null, driverId, fleet };
    return { line, owner, key: lineKey(line.kind, owner) };
  });
  const alerts = found.flatMap(({ line, owner }) => line.alerts.map((alert) => ({ line, owner, alert })));
  return {
    ofDrivers: alerts
      .filter(({ alert }) => alert.shipmentId == null)
      .map(({ line, owner, alert: { shipmentId: _, place: __, ...alert } }) => ({
        ...owner,
        alert: { ...alert, kind: line.kind },
      })),
    silent: new Set(
      found
        .filter(({ line, owner }) => line.kind === "silent" && owner.shipmentId === null)
        .map(({ owner }) => ownerKey(owner)),
    ),
    places: new Map(alerts.flatMap(({ alert: { id, place } }) => (place ? [[id, place]] : []))),
    linePlaces: new Map(found.flatMap(({ key, line: { place } }) => (place ? [[key, place]] : []))),
    hides: new Map(found.map(({ key, line: { hides } }) => [key, hides])),
  };
}
