import { useMemo } from "react";
import { createAlertsApi } from "../api/alerts";
import type { ApiClient } from "../api/client";
import { createDeliveriesApi } from "../api/deliveries";
import { openByDriver } from "../deliveries/alert-lines";
import { useBoard } from "../deliveries/use-board";
import { useServedAlerts } from "../deliveries/use-served-alerts";
import { DeliveryCard, type SeenAt } from "../features/deliveries/delivery-card";
import { driverEntries } from "../features/fleet-list/driver-entries";
import { DriverList } from "../features/fleet-list/driver-list";
import { LiveRoutes, type LiveRoutesProps } from "../features/routes/live-routes";
import { useTracker } from "../fleet/use-tracker";
import { useMessages } from "../messages/use-messages";

export interface LiveDeliveriesProps extends Omit<LiveRoutesProps, "deliveryCard" | "driverList"> {
  readonly onDriver: (driverId: string) => void;
  readonly onShowOnMap: (shipmentId: string, position: SeenAt) => void;
}

/** The routes on the live map, and the card of a delivery beside it. */
export function LiveDeliveries({ onShowOnMap, onDriver, ...props }: LiveDeliveriesProps) {
  const messages = useMessages();
  const { client, selection, onChange } = props;
  const api = useMemo(() => createDeliveriesApi(client, messages.noAnswer), [client, messages]);
  return (
    <LiveRoutes
      {...props}
      driverList={(routes, nowS) => (
        <Drivers client={client} routes={routes} nowS={nowS} selected={selection.route} onSelect={onDriver} />
      )}
      deliveryCard={(shipmentId, delivery, nowS) => (
        <DeliveryCard
          shipmentId={shipmentId}
          delivery={delivery}
          nowS={nowS}
          api={api}
          actions={
            delivery?.driverId && selection.route === null ? (
              <button
                type="button"
                className="button"
                onClick={() => onChange({ route: delivery.driverId ?? null, delivery: null })}
              >
                {messages.routes.show}
              </button>
            ) : null
          }
          onShowOnMap={onShowOnMap}
          onClose={() => onChange({ route: selection.route, delivery: null })}
        />
      )}
    />
  );
}

interface DriversProps {
  readonly client: ApiClient;
  readonly routes: Parameters<typeof driverEntries>[0]["routes"];
  readonly nowS: number;
  readonly selected: string | null;
  readonly onSelect: (driverId: string) => void;
}

/** The list of drivers, with their stops left and open alerts. */
function Drivers({ client, routes, nowS, selected, onSelect }: DriversProps) {
  const messages = useMessages();
  const { drivers } = useTracker();
  const { store } = useBoard();
  const api = useMemo(() => createAlertsApi(client, messages.noAnswer), [client, messages]);
  const { served } = useServedAlerts(api, null);
  const alerts = openByDriver({ deliveries: store.rows(), served }, nowS);
  const entries = driverEntries({ rows: drivers.rows(), routes, alerts });
  return <DriverList drivers={entries} nowS={nowS} selected={selected} onSelect={onSelect} />;
}
