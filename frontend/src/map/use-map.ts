import { type RefObject, useEffect, useRef, useState } from "react";
import type { Tracker } from "../fleet/tracker";
import type { Messages } from "../messages/messages";
import { LiveMode, type LiveModeEvents } from "./live/live-mode";
import { loadGround } from "./load-ground";
import type { MapPlace } from "./map-place";
import { MapStage, type MapStageEvents } from "./map-stage";

export interface MapEvents extends MapStageEvents, LiveModeEvents {
  /** The tiles that the server names do not load; the built-in map shows instead. */
  readonly onTilesFailure: () => void;
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
): { readonly map: RefObject<DashboardMap | null>; readonly created: DashboardMap | null } {
  const [created, setCreated] = useState<DashboardMap | null>(null);
  const map = useRef<DashboardMap | null>(null);
  const latest = useRef(events);
  const firstPlace = useRef(place);
  useEffect(() => {
    latest.current = events;
  });
  useEffect(() => {
    if (container.current === null) return;
    const parts = { tracker, messages, events: forwardTo(latest), place: firstPlace.current };
    const next = createDashboardMap(container.current, parts);
    map.current = next;
    setCreated(next);
    return () => {
      map.current = null;
      setCreated(null);
      next.stage.close();
      next.live.close();
    };
  }, [container, tracker, messages]);
  return { map, created };
}

function createDashboardMap(container: HTMLElement, { tracker, messages, events, place }: MapParts): DashboardMap {
  const stage = new MapStage(container, {
    events,
    place,
    messages,
    loadGround: (map, base, signal) => loadGround(map, base, signal, events.onTilesFailure),
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
    onMenu: (menu) => latest.current.onMenu(menu),
    onPlace: (place) => latest.current.onPlace(place),
    onTilesFailure: () => latest.current.onTilesFailure(),
    onFailure: (error) => latest.current.onFailure(error),
  };
}
