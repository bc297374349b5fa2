import { type RefObject, useEffect, useRef } from "react";
import type { Tracker } from "../fleet/tracker";
import type { Messages } from "../messages/messages";
import { watchMissingStreets } from "./base-maps/missing-streets";
import { LiveMode, type LiveModeEvents } from "./live/live-mode";
import { loadGround } from "./load-ground";
import type { MapPlace } from "./map-place";
import { MapStage, type MapStageEvents } from "./map-stage";

export interface MapEvents extends MapStageEvents, LiveModeEvents {
  /** Whether the view is near and the built-in map has no streets there. */
  readonly onMissingStreets: (areMissing: boolean) => void;
}

interface MapParts {
  readonly tracker: Tracker;
  readonly messages: Messages;
  readonly events: MapEvents;
  /** Where the map begins, or null for where the fleet is. */
  readonly place: MapPlace | null;
}

export interface DashboardMap {
  readonly stage: MapStage;
  readonly live: LiveMode;
}

/** Keep one map in `container` as long as the component lives; events may change meanwhile. */
export function useMap(
  container: RefObject<HTMLElement | null>,
  { tracker, messages, events, place }: MapParts,
): RefObject<DashboardMap | null> {
  const map = useRef<DashboardMap | null>(null);
  const latest = useRef(events);
  const firstPlace = useRef(place);
  useEffect(() => {
    latest.current = events;
  });
  useEffect(() => {
    if (container.current === null) return;
    const parts = { tracker, messages, events: forwardTo(latest), place: firstPlace.current };
    const created = createDashboardMap(container.current, parts);
    map.current = created;
    return () => {
      map.current = null;
      created.stage.remove();
      created.live.close();
    };
  }, [container, tracker, messages]);
  return map;
}

function createDashboardMap(container: HTMLElement, { tracker, messages, events, place }: MapParts): DashboardMap {
  const stage = new MapStage(container, {
    events,
    place,
    messages,
    loadGround: (map, base, signal) => {
      loadGround(map, base, signal);
      watchMissingStreets(map, events.onMissingStreets, signal);
    },
  });
  const live = new LiveMode(tracker, events);
  stage.show(live);
  return { stage, live };
}

/** Return events that reach the handlers of the newest rendering. */
function forwardTo(latest: RefObject<MapEvents>): MapEvents {
  return {
    onSelect: (shipmentId) => latest.current.onSelect(shipmentId),
    onFollowEnd: () => latest.current.onFollowEnd(),
    onHover: (hover) => latest.current.onHover(hover),
    onPlace: (place) => latest.current.onPlace(place),
    onBaseMapFailure: () => latest.current.onBaseMapFailure(),
    onMissingStreets: (areMissing) => latest.current.onMissingStreets(areMissing),
    onFailure: (error) => latest.current.onFailure(error),
  };
}
