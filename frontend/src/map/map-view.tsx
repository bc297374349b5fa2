import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { usePlaceNames } from "../fleet/use-place-names";
import { readShipment, useFleetRefresh, useTracker } from "../fleet/use-tracker";
import { useMessages } from "../messages/use-messages";
import { formatAge, formatSpeed } from "../ui/format";
import { Name } from "../ui/name";
import { StatusMark } from "../ui/status-mark";
import { useUnits } from "../ui/units";
import { useShortcuts } from "../ui/use-shortcuts";
import type { ChosenMap } from "./base-maps/page-maps";
import type { MapHover } from "./live/live-mode";
import type { Pin } from "./live/place-pin";
import { flightTaken, type MapCamera } from "./map-camera";
import { MapContext } from "./map-context";
import type { MapPlace } from "./map-place";
import type { MapMenu } from "./map-stage";
import type { MapTool } from "./map-tool";
import { useMap } from "./use-map";
import { useTool } from "./use-tool";

/** The part of the page's state that the map shows and changes. */
export interface MapState {
  readonly shipment: string | null;
  readonly isFollowing: boolean;
  /** Where the map begins, or null for where the fleet is. */
  readonly place: MapPlace | null;
  readonly hasTrail: boolean;
  readonly hasClusters: boolean;
}

interface MapViewProps {
  readonly state: MapState;
  readonly onChange: (change: Partial<MapState>) => void;
  readonly camera: MapCamera;
  readonly theme: string;
  readonly baseMap: ChosenMap;
  readonly onBaseMapFailure: () => void;
  readonly onMissingStreets: (areMissing: boolean) => void;
  /** A chosen place. */
  readonly pin: Pin | null;
  /** What is in use over the map, and the wish for another or none. */
  readonly tool: MapTool | null;
  readonly onTool: (tool: MapTool | null) => void;
  /** What lies over the map and uses it. */
  readonly children?: ReactNode;
}

export function MapView(props: MapViewProps) {
  const { state, onChange, camera, theme, baseMap, onBaseMapFailure, onMissingStreets, children } = props;
  const { pin, tool, onTool } = props;
  const { shipment, isFollowing, place, hasTrail, hasClusters } = state;
  const messages = useMessages();
  const container = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<MapHover | null>(null);
  const [menu, setMenu] = useState<MapMenu | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const units = useUnits();
  const events = {
    // A shipment that is clicked on the map is in sight, so the map does not fly.
    onSelect: (shipmentId: string | null) => onChange({ shipment: shipmentId, isFollowing: false }),
    onFollowEnd: () => onChange({ isFollowing: false }),
    onPlace: (next: MapPlace) => onChange({ place: next }),
    onHover: setHover,
    onMenu: setMenu,
    onBaseMapFailure,
    onMissingStreets,
    onFailure: (error: unknown) => setFailure({ error }),
  };
  const parts = { tracker: useTracker(), places: usePlaceNames(), messages, events, place };
  const { map, created } = useMap(container, parts);
  // The error boundary around the map takes it from here.
  if (failure !== null) throw failure.error;

  const flight = useSyncExternalStore(camera.subscribe, () => camera.flight);
  const taken = useRef(0);
  useEffect(() => {
    taken.current = flightTaken(taken.current, flight, shipment);
    map.current?.live.select(shipment, taken.current);
  }, [map, shipment, flight]);
  useEffect(() => map.current?.live.showPin(pin), [map, pin]);
  useTool(created, tool, () => onTool(null));
  useEffect(() => map.current?.live.setFollowing(isFollowing), [map, isFollowing]);
  useEffect(() => map.current?.live.setTrail(hasTrail), [map, hasTrail]);
  useEffect(() => map.current?.live.setClusters(hasClusters), [map, hasClusters]);
  useEffect(() => map.current?.stage.showBaseMap(baseMap), [map, baseMap]);
  useEffect(() => map.current?.stage.setImperial(units === "mi"), [map, units]);
  useShortcuts(() => map.current?.stage.shortcuts ?? []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours change with the theme
  useEffect(() => map.current?.stage.refreshColours(), [map, theme]);

  return (
    <section className="map-view" aria-label={messages.map.title} aria-description={messages.map.hint}>
      <div ref={container} className="map-view__map" />
      {hover && <MapTip hover={hover} />}
      {tool !== null && <div className="cross-hair" aria-hidden="true" />}
      <MapContext value={{ map: created, tool, onTool, menu, closeMenu: () => setMenu(null) }}>{children}</MapContext>
    </section>
  );
}

function MapTip({ hover }: { readonly hover: MapHover }) {
  const messages = useMessages();
  const tracker = useTracker();
  const units = useUnits();
  useFleetRefresh();
  const shipment = readShipment(tracker, hover.shipmentId);
  if (shipment === null) return null;
  const { status, speedMps, ageS } = shipment;
  const facts = [
    messages.status[status],
    ...(status === "moving" && speedMps !== null ? [formatSpeed(speedMps, units, messages)] : []),
    formatAge(ageS, messages),
  ];
  return (
    <div className="map-tip" style={{ left: hover.x, top: hover.y }} aria-hidden="true">
      <strong>
        <Name>{hover.shipmentId}</Name>
      </strong>
      <span>
        <Name>{shipment.driverId}</Name>
      </span>
      <span className="map-tip__facts">
        <StatusMark status={status} />
        {facts.join(" · ")}
      </span>
      {hover.others > 0 && <span>{messages.map.moreHere(hover.others)}</span>}
    </div>
  );
}
