import type { UrlSlice } from "../ui/url-slice";

export interface RouteInUrl {
  /** The driver whose route is shown on the live map. */
  readonly route: string | null;
}

export const routeUrl: UrlSlice<RouteInUrl, "route"> = {
  keys: ["route"],
  parse: (get) => ({ route: get("route") || null }),
  format: ({ route }) => ({ route }),
};
