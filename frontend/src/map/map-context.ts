import { createContext, useContext } from "react";
import type { MapMenu } from "./map-stage";
import type { MapTool } from "./map-tool";
import type { DashboardMap } from "./use-map";

interface MapHandle {
  /** Null until the map is there. */
  readonly map: DashboardMap | null;
  /** What is in use over the map. */
  readonly tool: MapTool | null;
  readonly onTool: (tool: MapTool | null) => void;
  /** The place that a person asked about. */
  readonly menu: MapMenu | null;
  readonly closeMenu: () => void;
}

export const MapContext = createContext<MapHandle>({
  map: null,
  tool: null,
  onTool: () => undefined,
  menu: null,
  closeMenu: () => undefined,
});

/** Return the map that this part of the page lies over. */
export function useMapHandle(): MapHandle {
  return useContext(MapContext);
}
