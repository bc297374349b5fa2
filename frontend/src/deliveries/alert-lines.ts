import type { Delivery } from "../api/types";
import type { AlertQuery, AlertState } from "./alert-query";
import { ALERT_KINDS, type AlertKind } from "./delivery-query";
import { type AlertOwner, lineKey, ownerKey, type RowAlert, type ServedAlerts } from "./served-alerts";

/** An alert together with its delivery; the alert of a driver has none. */
export interface ListedAlert extends AlertOwner {
  readonly alert: RowAlert;
  readonly kind: AlertKind;
  readonly state: AlertState | "resolved";
  readonly delivery: Delivery | null;
  /** Where the delivery or driver is, in words. */
  readonly place: string | null;
}

/** The alerts of one kind on one driver's route, which a dispatcher handles as one. */
export interface AlertLine {
  /** Names the line in the address. */
  readonly key: string;
  readonly kind: AlertKind;
  readonly driverId: string | null;
  readonly openedAt: number;
  /** The oldest first. */
  readonly alerts: readonly ListedAlert[];
  /** Whether a person has not taken care of all of them yet. */
  readonly isOpen: boolean;
  /** Where the newest of its positions is, in words. */
  readonly place: string | null;
  /** How many other alerts it hides. */
  readonly hides: number;
}

/** The alert that hides another one of the same delivery. */
const HIDDEN_BY: Partial<Record<AlertKind, AlertKind>> = { at_risk: "late" };
/** For so long a resolved alert stays in its row. */
export const RESOLVED_FOR_S = 15 * 60;

/** What the page knows of alerts: deliveries with theirs, and what the server says beside them. */
export interface AlertSources {
  readonly deliveries: Iterable<Delivery>;
  readonly served: ServedAlerts;
}

/**
 * Return the wanted alerts that no other hides, by kind and route: unacknowledged ones first, then the oldest, with the
 * other lines of the same driver.
 */
export function linesOf(sources: AlertSources, query: AlertQuery, nowS: number): readonly AlertLine[] {
  const groups = new Map<string, ListedAlert[]>();
  for (const each of visibleAlerts(sources, nowS)) {
    if (!isWanted(each, query)) continue;
    const key = lineKey(each.kind, each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  const lines = [...groups].map(([key, alerts]) => lineOf(key, alerts, sources.served));
  return inOrder(lines);
}

/** Return the alerts of deliveries that resolved in the last 15 min, the newest first. */
export function resolvedOf(
  deliveries: Iterable<Delivery>,
  { kind, driver }: AlertQuery,
  nowS: number,
): readonly ListedAlert[] {
  const found: ListedAlert[] = [];
  for (const delivery of deliveries) {
    for (const alert of delivery.alerts ?? []) {
      const known = kindOf(alert);
      const isRecent = alert.state === "resolved" && nowS - (alert.resolvedAt ?? 0) <= RESOLVED_FOR_S;
      if (known === null || !isRecent || (kind !== null && known !== kind)) continue;
      if (driver.trim() !== "" && delivery.driverId !== driver.trim()) continue;
      found.push({ ...ownerOf(delivery), alert, kind: known, state: "resolved", delivery, place: null });
    }
  }
  return found.sort((a, b) => (b.alert.resolvedAt ?? 0) - (a.alert.resolvedAt ?? 0));
}

/** Return how many lines wait for a person. */
export function countOpen(sources: AlertSources, nowS: number): number {
  const keys = new Set<string>();
  for (const each of visibleAlerts(sources, nowS)) if (each.state === "open") keys.add(lineKey(each.kind, each));
  return keys.size;
}

/** Return how many alerts wait for a person, by driver. */
export function openByDriver(sources: AlertSources, nowS: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { state, driverId } of visibleAlerts(sources, nowS)) {
    if (state === "open" && driverId !== null) counts.set(driverId, (counts.get(driverId) ?? 0) + 1);
  }
  return counts;
}

function* visibleAlerts({ deliveries, served }: AlertSources, nowS: number): Generator<ListedAlert> {
  for (const delivery of deliveries) {
    const alerts = delivery.alerts ?? [];
    if (alerts.length === 0) continue;
    const owner = ownerOf(delivery);
    // Nothing new is known of the route of a silent driver.
    if (owner.driverId !== null && served.silent.has(ownerKey(owner))) continue;
    for (const alert of alerts) {
      const kind = kindOf(alert);
      if (kind === null || alert.state === "resolved") continue;
      const hiding = HIDDEN_BY[kind];
      if (alerts.some((other) => other.kind === hiding && other.state !== "resolved")) continue;
      const place = served.places.get(alert.id) ?? null;
      yield { ...owner, alert, kind, state: stateOf(alert, nowS), delivery, place };
    }
  }
  for (const { alert, ...owner } of served.ofDrivers) {
    const kind = kindOf(alert);
    const place = served.places.get(alert.id) ?? null;
    if (kind !== null) yield { ...owner, alert, kind, state: stateOf(alert, nowS), delivery: null, place };
  }
}

function ownerOf({ shipmentId, driverId, fleet }: Delivery): AlertOwner {
  return { shipmentId, driverId: driverId ?? null, fleet: fleet ?? null };
}

function kindOf({ kind }: RowAlert): AlertKind | null {
  return ALERT_KINDS.find((known) => known === kind) ?? null;
}

function stateOf({ state, snoozedUntil }: RowAlert, nowS: number): AlertState {
  if ((snoozedUntil ?? 0) > nowS) return "snoozed";
  return state === "acknowledged" ? "acknowledged" : "open";
}

function isWanted({ kind, state, driverId }: ListedAlert, query: AlertQuery): boolean {
  if (query.kind !== null && kind !== query.kind) return false;
  if (query.driver.trim() !== "" && driverId !== query.driver.trim()) return false;
  return query.state === null ? state !== "snoozed" : state === query.state;
}

function lineOf(key: string, alerts: readonly ListedAlert[], { linePlaces, hides }: ServedAlerts): AlertLine {
  const sorted = [...alerts].sort((a, b) => a.alert.openedAt - b.alert.openedAt || (a.alert.id < b.alert.id ? -1 : 1));
  const [oldest] = sorted as [ListedAlert];
  return {
    key,
    kind: oldest.kind,
    driverId: oldest.driverId,
    openedAt: oldest.alert.openedAt,
    alerts: sorted,
    isOpen: sorted.some(({ state }) => state === "open"),
    place: linePlaces.get(key) ?? null,
    hides: hides.get(key) ?? 0,
  };
}

/** Sort by the oldest line of each driver, those that wait apart from the others. */
function inOrder(lines: readonly AlertLine[]): readonly AlertLine[] {
  const groupOf = ({ isOpen, alerts: [first] }: AlertLine) => `${isOpen} ${first === undefined ? "" : ownerKey(first)}`;
  const oldest = new Map<string, number>();
  for (const line of lines) {
    const group = groupOf(line);
    oldest.set(group, Math.min(oldest.get(group) ?? line.openedAt, line.openedAt));
  }
  const rank = lines.map((line) => ({ line, group: groupOf(line), since: oldest.get(groupOf(line)) ?? 0 }));
  return rank
    .sort(
      (a, b) =>
        Number(b.line.isOpen) - Number(a.line.isOpen) ||
        a.since - b.since ||
        compareTexts(a.group, b.group) ||
        a.line.openedAt - b.line.openedAt ||
        compareTexts(a.line.key, b.line.key),
    )
    .map(({ line }) => line);
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
