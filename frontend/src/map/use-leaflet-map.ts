import { type RefObject, useEffect, useRef } from "react";
import type { Tracker } from "../fleet/tracker";
import { FleetMap, type FleetMapEvents, type MapPlace } from "./fleet-map";

/** Keep one map, which begins at `place`, in `container` as long as the component lives; events may change meanwhile. */
export function useLeafletMap(
  container: RefObject<HTMLElement | null>,
  tracker: Tracker,
  events: FleetMapEvents,
  place: MapPlace | null,
): RefObject<FleetMap | null> {
  const map = useRef<FleetMap | null>(null);
  const latest = useRef(events);
  const firstPlace = useRef(place);
  useEffect(() => {
    latest.current = events;
  });
  useEffect(() => {
    if (container.current === null) return;
    const events: FleetMapEvents = {
      onSelect: (shipmentId) => latest.current.onSelect(shipmentId),
      onFollowEnd: () => latest.current.onFollowEnd(),
      onHover: (hover) => latest.current.onHover(hover),
      onPlace: (place) => latest.current.onPlace(place),
      onTilesFailure: () => latest.current.onTilesFailure(),
      onFailure: (error) => latest.current.onFailure(error),
    };
    const created = new FleetMap(container.current, tracker, events, firstPlace.current);
    map.current = created;
    return () => {
      map.current = null;
      created.remove();
    };
  }, [container, tracker]);
  return map;
}
