import type { UrlSlice } from "../../ui/url-slice";

/** What the map draws beside the markers. */
export interface ViewChoices {
  readonly hasTrail: boolean;
  readonly hasClusters: boolean;
}

/** The choices of the view menu in the address. */
export const viewUrl: UrlSlice<ViewChoices, "trail" | "clusters"> = {
  keys: ["trail", "clusters"],
  parse: (get) => ({ hasTrail: get("trail") !== "0", hasClusters: get("clusters") === "1" }),
  format: ({ hasTrail, hasClusters }) => ({ trail: hasTrail ? null : "0", clusters: hasClusters ? "1" : null }),
};
