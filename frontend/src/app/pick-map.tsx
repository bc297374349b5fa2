import { useState } from "react";
import type { PickMapParts } from "../features/deliveries/form/form-parts";
import type { ChosenMap } from "../map/base-maps/page-maps";
import { MapCamera } from "../map/map-camera";
import type { MapPlace } from "../map/map-place";
import { MapView } from "../map/map-view";
import { useMessages } from "../messages/use-messages";
import { ErrorBoundary } from "./error-boundary";
import { Failed } from "./failed";

interface PickMapProps extends PickMapParts {
  /** Where the map begins, or null for where the fleet is. */
  readonly place: MapPlace | null;
  readonly theme: string;
  readonly baseMap: ChosenMap;
  readonly onBaseMapFailure: () => void;
}

const NOTHING = () => {};

/** A map within a form: it marks a place, and asks for one while a tool is in use. */
export function PickMap({ place, ...parts }: PickMapProps) {
  const [camera] = useState(() => new MapCamera());
  const state = { shipment: null, isFollowing: false, place, hasTrail: false, hasClusters: false };
  return (
    <ErrorBoundary fallback={<Failed words={useMessages().mapFailed} />}>
      <MapView state={state} camera={camera} onChange={NOTHING} onMissingStreets={NOTHING} {...parts} />
    </ErrorBoundary>
  );
}
