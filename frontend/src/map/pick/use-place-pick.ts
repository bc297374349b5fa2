import { type RefObject, useEffect, useRef } from "react";
import type { Point } from "../../geo/point";
import type { DashboardMap } from "../use-map";
import { type PickPlaceMode, pickPlace } from "./pick-place-mode";

/** Let a person choose a place on the map while `isPicking`; returns the running choice. */
export function usePlacePick(
  map: RefObject<DashboardMap | null>,
  isPicking: boolean,
  onPicked: (place: Point | null) => void,
): RefObject<PickPlaceMode | null> {
  const mode = useRef<PickPlaceMode | null>(null);
  const latest = useRef(onPicked);
  useEffect(() => {
    latest.current = onPicked;
  });
  useEffect(() => {
    if (!isPicking || map.current === null) return;
    const { stage, live } = map.current;
    let isWanted = true;
    const running = pickPlace(stage, live);
    mode.current = running;
    void running.picked.then((place) => isWanted && latest.current(place));
    return () => {
      isWanted = false;
      running.cancel();
    };
  }, [map, isPicking]);
  return mode;
}
