import type { Delivery } from "../api/types";
import type { AlertQuery, AlertState } from "./alert-query";
import { ALERT_KINDS, type AlertKind } from "./delivery-query";

type RowAlert = NonNullable<Delivery["alerts"]>[number];

/** An alert together with its delivery. */
export interface AlertOfDelivery {
  readonly alert: RowAlert;
  readonly kind: AlertKind;
  readonly state: AlertState | "resolved";
  readonly delivery: Delivery;
}

/** The alerts of one kind on one driver's route, which a dispatcher handles as one. */
export interface AlertLine {
  /** Names the line in the address. */
  readonly key: string;
  readonly kind: AlertKind;
  readonly driverId: string | null;
  readonly openedAt: number;
  /** The oldest first. */
  readonly alerts: readonly AlertOfDelivery[];
  /** Whether a person has not taken care of all of them yet. */
  readonly isOpen: boolean;
}

/** The alert that hides another one of the same delivery. */
const HIDDEN_BY: Partial<Record<AlertKind, AlertKind>> = { at_risk: "late" };
/** For so long a resolved alert stays in its row. */
export const RESOLVED_FOR_S = 15 * 60;

/** Return the wanted alerts that no other hides, by kind and route: unacknowledged ones first, then the oldest. */
export function linesOf(deliveries: Iterable<Delivery>, query: AlertQuery, nowS: number): readonly AlertLine[] {
  const groups = new Map<string, AlertOfDelivery[]>();
  for (const each of visibleAlerts(deliveries, nowS)) {
    if (!isWanted(each, query)) continue;
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups].map(([key, alerts]) => lineOf(key, alerts)).sort(compareLines);
}

/** Return the alerts that resolved in the last 15 min, the newest first. */
export function resolvedOf(
  deliveries: Iterable<Delivery>,
  { kind, driver }: AlertQuery,
  nowS: number,
): readonly AlertOfDelivery[] {
  const found: AlertOfDelivery[] = [];
  for (const delivery of deliveries) {
    for (const alert of delivery.alerts ?? []) {
      const known = kindOf(alert);
      const isRecent = alert.state === "resolved" && nowS - (alert.resolvedAt ?? 0) <= RESOLVED_FOR_S;
      if (known === null || !isRecent || (kind !== null && known !== kind)) continue;
      if (driver.trim() !== "" && delivery.driverId !== driver.trim()) continue;
      found.push({ alert, kind: known, state: "resolved", delivery });
    }
  }
  return found.sort((a, b) => (b.alert.resolvedAt ?? 0) - (a.alert.resolvedAt ?? 0));
}

/** Return how many lines wait for a person. */
export function countOpen(deliveries: Iterable<Delivery>, nowS: number): number {
  const keys = new Set<string>();
  for (const each of visibleAlerts(deliveries, nowS)) if (each.state === "open") keys.add(keyOf(each));
  return keys.size;
}

function* visibleAlerts(deliveries: Iterable<Delivery>, nowS: number): Generator<AlertOfDelivery> {
  for (const delivery of deliveries) {
    const alerts = delivery.alerts ?? [];
    for (const alert of alerts) {
      const kind = kindOf(alert);
      if (kind === null || alert.state === "resolved") continue;
      const hiding = HIDDEN_BY[kind];
      if (alerts.some((other) => other.kind === hiding && other.state !== "resolved")) continue;
      yield { alert, kind, state: stateOf(alert, nowS), delivery };
    }
  }
}

function kindOf({ kind }: RowAlert): AlertKind | null {
  return ALERT_KINDS.find((known) => known === kind) ?? null;
}

function stateOf({ state, snoozedUntil }: RowAlert, nowS: number): AlertState {
  if ((snoozedUntil ?? 0) > nowS) return "snoozed";
  return state === "acknowledged" ? "acknowledged" : "open";
}

function isWanted({ kind, state, delivery }: AlertOfDelivery, query: AlertQuery): boolean {
  if (query.kind !== null && kind !== query.kind) return false;
  if (query.driver.trim() !== "" && delivery.driverId !== query.driver.trim()) return false;
  return query.state === null ? state !== "snoozed" : state === query.state;
}

/** Deliveries without a driver have a line each, as have drivers of the same id in two fleets. */
function keyOf({ kind, delivery: { driverId, fleet, shipmentId } }: AlertOfDelivery): string {
  const whose = driverId ? ["driver", driverId] : ["delivery", shipmentId];
  return [kind, ...whose, ...(fleet ? [fleet] : [])].map(encodeURIComponent).join("/");
}

function lineOf(key: string, alerts: readonly AlertOfDelivery[]): AlertLine {
  const sorted = [...alerts].sort((a, b) => a.alert.openedAt - b.alert.openedAt || compareIds(a, b));
  const [oldest] = sorted as [AlertOfDelivery];
  return {
    key,
    kind: oldest.kind,
    driverId: oldest.delivery.driverId ?? null,
    openedAt: oldest.alert.openedAt,
    alerts: sorted,
    isOpen: sorted.some(({ state }) => state === "open"),
  };
}

function compareIds(a: AlertOfDelivery, b: AlertOfDelivery): number {
  return a.delivery.shipmentId < b.delivery.shipmentId ? -1 : 1;
}

function compareLines(a: AlertLine, b: AlertLine): number {
  return Number(b.isOpen) - Number(a.isOpen) || a.openedAt - b.openedAt || (a.key < b.key ? -1 : 1);
}
