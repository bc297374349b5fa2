import { useMemo } from "react";
import { createDeliveriesApi } from "../api/deliveries";
import { DeliveryCard, type SeenAt } from "../features/deliveries/delivery-card";
import { LiveRoutes, type LiveRoutesProps } from "../features/routes/live-routes";
import { useMessages } from "../messages/use-messages";

export interface LiveDeliveriesProps extends Omit<LiveRoutesProps, "deliveryCard"> {
  readonly onShowOnMap: (shipmentId: string, position: SeenAt) => void;
}

/** The routes on the live map, and the card of a delivery beside it. */
export function LiveDeliveries({ onShowOnMap, ...props }: LiveDeliveriesProps) {
  const messages = useMessages();
  const { client, selection, onChange } = props;
  const api = useMemo(() => createDeliveriesApi(client, messages.noAnswer), [client, messages]);
  return (
    <LiveRoutes
      {...props}
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
