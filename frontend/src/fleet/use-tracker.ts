import { createContext, useContext, useSyncExternalStore } from "react";
import type { Connection } from "../stream/connection";
import type { MotionStatus } from "./motion-status";
import type { Tracker } from "./tracker";

export const TrackerContext = createContext<Tracker | null>(null);

export function useTracker(): Tracker {
  const tracker = useContext(TrackerContext);
  if (tracker === null) throw new Error("useTracker needs a TrackerContext around it");
  return tracker;
}

export function useConnection(): Connection {
  const tracker = useTracker();
  return useSyncExternalStore(tracker.subscribe, () => tracker.connection);
}

/** Return whether the whole fleet has been here once. */
export function useHasSnapshot(): boolean {
  const tracker = useTracker();
  return useSyncExternalStore(tracker.subscribe, () => tracker.hasSnapshot);
}

/** Draw the component anew at every refresh of the view; returns the view's version. */
export function useFleetRefresh(): number {
  const { view } = useTracker();
  return useSyncExternalStore(view.subscribe, () => view.version);
}

/** A shipment as the panels show it; `null` fields are what the device did not say of the last fix. */
export interface Shipment {
  readonly shipmentId: string;
  readonly driverId: string;
  readonly status: MotionStatus;
  readonly latitude: number;
  readonly longitude: number;
  readonly timestamp: number;
  readonly ageS: number;
  readonly speedMps: number | null;
  readonly headingDeg: number | null;
  /** Where it went from the fix before to the last one; null where the device said it, or it did not move. */
  readonly movementDeg: number | null;
  readonly accuracyM: number | null;
  readonly battery: number | null;
  /** When the device was last heard without a position, Unix seconds. */
  readonly contactAt: number | null;
  readonly isSuspect: boolean;
}

/** Return the shipment as of now, or null when the fleet has none of that id. */
export function readShipment(tracker: Tracker, shipmentId: string): Shipment | null {
  const { store, view } = tracker;
  const slot = store.slotOf(shipmentId);
  if (slot === null) return null;
  const columns = store.columns;
  const timestamp = columns.timestamp[slot] ?? 0;
  return {
    shipmentId,
    driverId: store.driverAt(slot),
    status: view.statusAt(slot),
    latitude: columns.latitude[slot] ?? 0,
    longitude: columns.longitude[slot] ?? 0,
    timestamp,
    ageS: Math.max(0, tracker.now() - timestamp),
    speedMps: known(columns.speed[slot]),
    headingDeg: known(columns.headingDeg[slot]),
    movementDeg: known(columns.movementDeg[slot]),
    accuracyM: known(columns.accuracy[slot]),
    battery: known(columns.battery[slot]),
    contactAt: known(columns.contactAt[slot]),
    isSuspect: columns.suspect[slot] === 1,
  };
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
