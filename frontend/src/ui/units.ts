import { createContext, useContext } from "react";

export const UNITS = ["km", "mi"] as const;
/** What distances and speeds are given in. */
export type Units = (typeof UNITS)[number];

export const UnitsContext = createContext<Units>("km");

export function useUnits(): Units {
  return useContext(UnitsContext);
}
