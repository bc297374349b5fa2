import { type ComponentType, lazy, Suspense } from "react";
import type { AlertsAreaProps } from "../features/alerts/alerts-area";
import type { DeliveriesAreaProps } from "../features/deliveries/deliveries-area";
import type { DevicesAreaProps } from "../features/devices/devices-area";
import { useMessages } from "../messages/use-messages";
import type { LiveDeliveriesProps } from "./live-deliveries";
import { loadPatiently } from "./load-patiently";

type Extras = typeof import("./extras");

let loading: Promise<Extras> | null = null;

/** Return a component that shows nothing until the chunk of the extras has loaded. */
function part<P extends object>(choose: (extras: Extras) => ComponentType<P>): ComponentType<P> {
  const Part = lazy(async () => {
    loading ??= loadPatiently(() => import("./extras"));
    return { default: choose(await loading) as ComponentType<object> };
  });
  return (props: P) => (
    <Suspense>
      <Part {...props} />
    </Suspense>
  );
}

const Board = lazy(async () => ({
  default: (await loadPatiently(() => import("../features/deliveries/deliveries-area"))).DeliveriesArea,
}));

/** The area of deliveries, in a chunk of its own: the fleet appears before anyone needs it. */
export function DeliveriesArea(props: DeliveriesAreaProps) {
  return (
    <Suspense fallback={<p className="board-loading">{useMessages().deliveries.loading}</p>}>
      <Board {...props} />
    </Suspense>
  );
}

const AlertBoard = lazy(async () => ({
  default: (await loadPatiently(() => import("../features/alerts/alerts-area"))).AlertsArea,
}));

/** The area of alerts, in a chunk of its own. */
export function AlertsArea(props: AlertsAreaProps) {
  return (
    <Suspense fallback={<p className="board-loading">{useMessages().alerts.loading}</p>}>
      <AlertBoard {...props} />
    </Suspense>
  );
}

const DeviceBoard = lazy(async () => ({
  default: (await loadPatiently(() => import("../features/devices/devices-area"))).DevicesArea,
}));

/** The area of devices, in a chunk of its own. */
export function DevicesArea(props: DevicesAreaProps) {
  return (
    <Suspense fallback={<p className="board-loading">{useMessages().areas.loadingDevices}</p>}>
      <DeviceBoard {...props} />
    </Suspense>
  );
}

const Live = lazy(async () => ({
  default: (await loadPatiently(() => import("./live-deliveries"))).LiveDeliveries,
}));

/** Drivers and deliveries on the live map, in a chunk of their own. */
export function LiveDeliveries(props: LiveDeliveriesProps) {
  return (
    <Suspense>
      <Live {...props} />
    </Suspense>
  );
}

export const EmptyFleet = part((extras) => extras.EmptyFleet);
export const HelpDialog = part((extras) => extras.HelpDialog);
export const MapOffer = part((extras) => extras.MapOffer);
export const MapTools = part((extras) => extras.MapTools);
export const PlaceCard = part((extras) => extras.PlaceCard);
export const PlaceField = part((extras) => extras.PlaceField);
export const PrintView = part((extras) => extras.PrintView);
