import { useCallback, useEffect, useState } from "react";
import { useMapHandle } from "../../map/map-context";
import { MeasureTool } from "../../map/measure/measure-tool";

/** Return the ruler while it is in use, and how to begin and end. */
export function useMeasure() {
  const { map } = useMapHandle();
  const [tool, setTool] = useState<MeasureTool | null>(null);
  useEffect(() => {
    if (map === null || tool === null) return;
    map.stage.use(tool);
    return () => map.stage.use(null);
  }, [map, tool]);
  const start = useCallback(() => {
    if (map === null) return null;
    const started = new MeasureTool(() => map.stage.viewport.metresPerPx);
    setTool(started);
    map.stage.focus();
    return started;
  }, [map]);
  const end = useCallback(() => {
    setTool(null);
    map?.stage.focus();
  }, [map]);
  return { tool, start, end };
}
