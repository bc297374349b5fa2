import { type RefObject, useEffect, useRef } from "react";
import type { Tracker } from "../live/tracker";
import { FleetMap, type FleetMapEvents } from "./fleet-map";

/** Keep one map in `container` as long as the component lives. Events may change with every render. */
export function useLeafletMap(
  container: RefObject<HTMLElement | null>,
  tracker: Tracker,
  events: FleetMapEvents,
): RefObject<FleetMap | null> {
  const map = useRef<FleetMap | null>(null);
  const latest = useRef(events);
  useEffect(() => {
    latest.current = events;
  });
  useEffect(() => {
    if (container.current === null) return;
    const created = new FleetMap(container.current, tracker, {
      onSelect: (shipmentId) => latest.current.onSelect(shipmentId),
      onFollowEnd: () => latest.current.onFollowEnd(),
      onHover: (hover) => latest.current.onHover(hover),
    });
    map.current = created;
    return () => {
      map.current = null;
      created.remove();
    };
  }, [container, tracker]);
  return map;
}
