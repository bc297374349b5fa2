import { createContext, useContext } from "react";
import type { PlacesApi } from "../api/places";

export const PlacesContext = createContext<PlacesApi | null>(null);

/** Return what names places, or null on a page without it, which then shows none. */
export function usePlaces(): PlacesApi | null {
  return useContext(PlacesContext);
}
