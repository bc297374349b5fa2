import { useEffect, useRef, useState } from "react";
import type { Delivery, DriverRow } from "../../api/types";
import type { Stop } from "../../deliveries/driver-routes";
import { motionCode } from "../../fleet/motion-status";
import { useTracker } from "../../fleet/use-tracker";
import { worldX, worldY } from "../../geo/earth";
import type { Point } from "../../geo/point";
import { type DriverMark, DriverMarkers } from "../../map/drivers/driver-markers";
import { RouteLayer, type RoutePicture } from "../../map/drivers/route-layer";
import { frameFleet } from "../../map/frame-fleet";
import { useMapHandle } from "../../map/map-context";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";

interface Shown {
  /** The stops left of each driver; null until the deliveries are here. */
  readonly routes: ReadonlyMap<string, readonly Stop[]> | null;
  /** The selected driver. */
  readonly route: string | null;
  /** The selected delivery. */
  readonly delivery: Delivery | null;
  readonly onSelect: (driverId: string) => void;
}

/** Farther out, the stops of a route lie on top of each other. */
const CLOSE_ZOOM = 11;
/** The state of a marker from which on its position counts as old. */
const STALE_CODE = 2;

/** Show the drivers on the map, and the route of the selected one, or the destination of the selected delivery. */
export function useRoutesOnMap({ routes, route, delivery, onSelect }: Shown): void {
  const tracker = useTracker();
  const text = useMessages().routes;
  const { map } = useMapHandle();
  const select = useRef(onSelect);
  useEffect(() => {
    select.current = onSelect;
  });
  const [layers] = useState(() => ({
    markers: new DriverMarkers((driverId) => select.current(driverId)),
    route: new RouteLayer(),
  }));
  useEffect(() => {
    if (map === null) return;
    const all = [layers.route, layers.markers];
    for (const layer of all) map.stage.add(layer);
    return () => {
      for (const layer of all) map.stage.remove(layer);
    };
  }, [map, layers]);
  const { drivers } = tracker;
  const nowS = tracker.now();
  useEffect(() => {
    layers.markers.show([...drivers.rows()].map((row) => markOf(row, routes, route, nowS, text)));
    layers.route.show(pictureOf(routes, route, delivery, (driverId) => drivers.get(driverId)));
  });
  useFraming({ routes, route, delivery, onSelect });
}

function markOf(
  row: DriverRow,
  routes: Shown["routes"],
  route: string | null,
  nowS: number,
  text: { readonly marker: (driver: string, stops: number | null) => string },
): DriverMark {
  const { driverId, latitude, longitude, timestamp } = row;
  const stops = routes === null ? null : (routes.get(driverId)?.length ?? null);
  const label = text.marker(visibleText(driverId), stops);
  const isStale = motionCode(nowS - timestamp, row.speed ?? Number.NaN) >= STALE_CODE;
  return {
    driverId,
    latitude,
    longitude,
    stops,
    label,
    isStale,
    isSuspect: row.suspect === true,
    isSelected: driverId === route,
  };
}

/** Return what is drawn of a selection: a destination with its driver while that has custody, or a route in stop order. */
export function pictureOf(
  routes: Shown["routes"],
  route: string | null,
  delivery: Delivery | null,
  positionOf: (driverId: string) => Point | null,
): RoutePicture | null {
  if (delivery !== null && route === null) {
    const holder = (delivery.custody ?? []).find(({ until }) => until == null);
    const from = holder === undefined ? null : positionOf(holder.driverId);
    return { from, stops: [delivery.destination], chosen: 0, hasNumbers: false };
  }
  const stops = route === null ? undefined : routes?.get(route);
  if (route === null || stops === undefined) return null;
  const chosen = stops.findIndex(({ deliveries }) =>
    deliveries.some((each) => each.shipmentId === delivery?.shipmentId),
  );
  return { from: positionOf(route), stops, chosen: chosen < 0 ? null : chosen, hasNumbers: true };
}

/** Move the map once to what is newly selected, and to the drivers where there is no other fleet. */
function useFraming({ routes, route, delivery }: Shown): void {
  const tracker = useTracker();
  const { map } = useMapHandle();
  const framed = useRef("");
  useEffect(() => {
    if (map === null || routes === null) return;
    const { viewport } = map.stage;
    const wanted = route === null ? (delivery?.shipmentId ?? "") : `route ${route}`;
    if (wanted === framed.current) return;
    framed.current = wanted;
    const { store, drivers } = tracker;
    const isAlone = wanted === "" && store.count === 0 && !viewport.isTouched;
    const picture = pictureOf(routes, route, delivery, (driverId) => drivers.get(driverId));
    const from = picture?.from ? [picture.from] : [];
    const points = picture === null ? (isAlone ? [...drivers.rows()] : []) : [...from, ...picture.stops];
    const box = frameFleet(
      points.map(({ longitude }) => worldX(longitude)),
      points.map(({ latitude }) => worldY(latitude)),
    );
    if (box === null || (viewport.zoom >= CLOSE_ZOOM && viewport.sees(box))) return;
    if (wanted !== "") viewport.touch();
    viewport.showBox(box, true);
  });
}
