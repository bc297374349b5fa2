import { createContext, useContext } from "react";
import type { PlaceNamesApi } from "../api/place-names";

export const PlaceNamesContext = createContext<PlaceNamesApi | null>(null);

/** Return what names places, or null on a page without it, which then shows none. */
export function usePlaceNames(): PlaceNamesApi | null {
  return useContext(PlaceNamesContext);
}
