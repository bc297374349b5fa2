import { oneOf, type UrlSlice } from "../ui/url-slice";
import { ALERT_KINDS, type AlertKind } from "./delivery-query";

export const ALERT_STATES = ["open", "acknowledged", "snoozed"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** Which alerts are wanted; null wants all but snoozed ones, an empty driver wants all. */
export interface AlertQuery {
  readonly kind: AlertKind | null;
  readonly driver: string;
  readonly state: AlertState | null;
}

export const ALL_ALERTS: AlertQuery = { kind: null, driver: "", state: null };

export interface AlertsInUrl {
  readonly alertQuery: AlertQuery;
  /** The key of the line that is open. */
  readonly alertLine: string | null;
}

type Key = "akind" | "adriver" | "astate" | "aline";

/** What of the alerts is wanted, in the address. */
export const alertsUrl: UrlSlice<AlertsInUrl, Key> = {
  keys: ["akind", "adriver", "astate", "aline"],
  parse: (get) => ({
    alertQuery: {
      kind: oneOf(ALERT_KINDS, get("akind")) ?? null,
      driver: get("adriver") ?? "",
      state: oneOf(ALERT_STATES, get("astate")) ?? null,
    },
    alertLine: get("aline") || null,
  }),
  format: ({ alertQuery: { kind, driver, state }, alertLine }) => ({
    akind: kind,
    adriver: driver === "" ? null : driver,
    astate: state,
    aline: alertLine,
  }),
};
