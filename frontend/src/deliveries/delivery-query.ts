import type { Delivery, DeliveryStatus } from "../api/types";
import { searchWords } from "../text/fold-text";
import { oneOf, type UrlSlice } from "../ui/url-slice";
import { type Entry, textOf } from "./delivery-order";

export const DELIVERY_STATUSES = [
  "created",
  "in_transit",
  "out_for_delivery",
  "attempt_failed",
  "ready_for_pickup",
  "returning",
  "delivered",
  "returned",
  "cancelled",
] as const satisfies readonly DeliveryStatus[];

export const RISKS = ["late", "at_risk", "none"] as const;
export type Risk = (typeof RISKS)[number];

export const ALERT_KINDS = [
  "late_departure",
  "at_risk",
  "late",
  "silent",
  "stationary",
  "long_dwell",
  "stop_missed",
  "wrong_place",
  "attempt_failed",
  "battery_low",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Which deliveries are wanted; null and an empty text want all. */
export interface DeliveryQuery {
  readonly search: string;
  readonly status: DeliveryStatus | null;
  readonly driver: string;
  readonly risk: Risk | null;
  readonly alert: AlertKind | null;
}

export const ALL_DELIVERIES: DeliveryQuery = { search: "", status: null, driver: "", risk: null, alert: null };

/** Return a function that tells whether a delivery is wanted. */
export function matcherOf(query: DeliveryQuery): (entry: Entry) => boolean {
  const { status, risk, alert } = query;
  const words = searchWords(query.search);
  const driver = query.driver.trim();
  return (entry) => {
    const { delivery } = entry;
    if (status !== null && delivery.status !== status) return false;
    if (risk !== null && (delivery.progress?.risk ?? "none") !== risk) return false;
    if (driver !== "" && delivery.driverId !== driver) return false;
    if (alert !== null && !hasOpen(delivery, alert)) return false;
    return words.length === 0 || words.every((word) => textOf(entry).includes(word));
  };
}

function hasOpen({ alerts = [] }: Delivery, kind: AlertKind): boolean {
  return alerts.some((alert) => alert.kind === kind && alert.state !== "resolved");
}

export const AREAS = ["live", "deliveries", "alerts", "devices"] as const;
export type Area = (typeof AREAS)[number];

export interface DeliveriesInUrl {
  readonly area: Area;
  /** The delivery whose card is open. */
  readonly delivery: string | null;
  readonly deliveryQuery: DeliveryQuery;
  /** The form that is open; `edit` is of the delivery whose card is open. */
  readonly deliveryForm: DeliveryForm | null;
}

export const DELIVERY_FORMS = ["new", "edit", "import"] as const;
export type DeliveryForm = (typeof DELIVERY_FORMS)[number];

type Key = "area" | "delivery" | "dform" | "dq" | "dstatus" | "ddriver" | "drisk" | "dalert";

/** The open area, and what of the deliveries is wanted, in the address. */
export const deliveriesUrl: UrlSlice<DeliveriesInUrl, Key> = {
  keys: ["area", "delivery", "dform", "dq", "dstatus", "ddriver", "drisk", "dalert"],
  parse: (get) => ({
    area: oneOf(AREAS, get("area")) ?? "live",
    delivery: get("delivery") || null,
    deliveryForm: oneOf(DELIVERY_FORMS, get("dform")) ?? null,
    deliveryQuery: {
      search: get("dq") ?? "",
      status: oneOf(DELIVERY_STATUSES, get("dstatus")) ?? null,
      driver: get("ddriver") ?? "",
      risk: oneOf(RISKS, get("drisk")) ?? null,
      alert: oneOf(ALERT_KINDS, get("dalert")) ?? null,
    },
  }),
  format: ({ area, delivery, deliveryForm, deliveryQuery: { search, status, driver, risk, alert } }) => ({
    area: area === "live" ? null : area,
    delivery,
    dform: deliveryForm,
    dq: search === "" ? null : search,
    dstatus: status,
    ddriver: driver === "" ? null : driver,
    drisk: risk,
    dalert: alert,
  }),
};
