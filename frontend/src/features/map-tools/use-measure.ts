import { useCallback } from "react";
import { useMapHandle } from "../../map/map-context";
import { MeasureTool } from "../../map/measure/measure-tool";

/** Return the ruler while it is in use, and how to begin. */
export function useMeasure() {
  const { map, tool, onTool } = useMapHandle();
  const start = useCallback(() => {
    if (map === null) return null;
    const started = new MeasureTool(() => map.stage.viewport.metresPerPx);
    onTool(started);
    return started;
  }, [map, onTool]);
  return { tool: tool instanceof MeasureTool ? tool : null, start };
}
