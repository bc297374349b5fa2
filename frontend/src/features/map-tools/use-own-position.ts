import { useEffect, useMemo, useRef, useState } from "react";
import { useMapHandle } from "../../map/map-context";
import { type LocateState, OwnPositionWatch } from "../../map/own-position/own-position";
import { OwnPositionLayer } from "../../map/own-position/own-position-layer";

const OFF: LocateState = { kind: "off" };

/** Follow the position of this device on the map, and fly to the first one. */
export function useOwnPosition() {
  const { map } = useMapHandle();
  const [state, setState] = useState<LocateState>(OFF);
  const watch = useMemo(() => new OwnPositionWatch(setState), []);
  useEffect(() => () => watch.stop(), [watch]);
  const layer = useRef<OwnPositionLayer | null>(null);
  const position = state.kind === "shown" ? state.position : null;
  const isShown = position !== null;
  useEffect(() => {
    if (map === null || !isShown) return;
    const shown = new OwnPositionLayer();
    layer.current = shown;
    map.stage.add(shown);
    return () => {
      layer.current = null;
      map.stage.remove(shown);
    };
  }, [map, isShown]);
  const hasFlown = useRef(false);
  useEffect(() => {
    if (position === null) {
      hasFlown.current = false;
      return;
    }
    layer.current?.show(position);
    if (!hasFlown.current) map?.stage.viewport.flyToPlace(position);
    hasFlown.current = true;
  }, [map, position]);
  return { state, watch };
}

/** Return whether the reader has let this page use the position before, so that the browser does not ask. */
export async function isLocatingAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch {
    // Not every browser tells.
    return false;
  }
}
