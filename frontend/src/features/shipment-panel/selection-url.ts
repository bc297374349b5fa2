import type { UrlSlice } from "../../ui/url-slice";

export interface Selection {
  readonly shipment: string | null;
  /** The map follows the selected shipment. */
  readonly isFollowing: boolean;
}

/** The selected shipment in the address. */
export const selectionUrl: UrlSlice<Selection, "shipment" | "follow"> = {
  keys: ["shipment", "follow"],
  parse: (get) => {
    const shipment = get("shipment") || null;
    return { shipment, isFollowing: shipment !== null && get("follow") === "1" };
  },
  format: ({ shipment, isFollowing }) => ({ shipment, follow: shipment !== null && isFollowing ? "1" : null }),
};
