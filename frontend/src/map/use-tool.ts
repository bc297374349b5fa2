import { useEffect } from "react";
import { useShortcuts } from "../ui/use-shortcuts";
import type { MapTool } from "./map-tool";
import type { DashboardMap } from "./use-map";

/** Put a tool in use on the map; Escape ends it, and then the focus returns to where it was. */
export function useTool(map: DashboardMap | null, tool: MapTool | null, onEnd: () => void): void {
  useEffect(() => {
    if (map === null || tool === null) return;
    const focused = document.activeElement;
    map.stage.use(tool);
    // The arrows pan a map that has the focus.
    map.stage.focus();
    return () => {
      map.stage.use(null);
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    };
  }, [map, tool]);
  // Before the page, where Escape deselects and Enter selects.
  useShortcuts(
    tool === null ? [] : [["Escape", onEnd], ["Enter", () => map?.stage.placeInMiddle()], ...tool.shortcuts],
    true,
  );
}
