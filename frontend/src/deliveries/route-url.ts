import { oneOf, type UrlSlice } from "../ui/url-slice";

export const FLEET_LISTS = ["shipments", "drivers"] as const;
export type FleetListName = (typeof FLEET_LISTS)[number];

export interface RouteInUrl {
  /** The driver whose route is shown on the live map. */
  readonly route: string | null;
  /** What the list beside the map lists. */
  readonly list: FleetListName;
}

export const routeUrl: UrlSlice<RouteInUrl, "route" | "list"> = {
  keys: ["route", "list"],
  parse: (get) => ({ route: get("route") || null, list: oneOf(FLEET_LISTS, get("list")) ?? "shipments" }),
  format: ({ route, list }) => ({ route, list: list === "shipments" ? null : list }),
};
