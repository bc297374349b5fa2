import { type AlertsInUrl, alertsUrl } from "../deliveries/alert-query";
import { type DeliveriesInUrl, deliveriesUrl } from "../deliveries/delivery-query";
import { type RouteInUrl, routeUrl } from "../deliveries/route-url";
import { type DevicesInUrl, devicesUrl } from "../devices/device-query";
import { type PinInUrl, pinUrl } from "../features/place-search/pin-url";
import { type Selection, selectionUrl } from "../features/shipment-panel/selection-url";
import { type ViewChoices, viewUrl } from "../features/view-menu/view-url";
import { type FleetQueryInUrl, fleetQueryUrl } from "../fleet/fleet-query-url";
import { type PlaceInUrl, placeUrl } from "../map/place-url";
import { readSlice, writeKeys } from "../ui/url-slice";

/** What the address of the page holds, so that copying it shares the view. */
export interface UrlState
  extends Selection,
    FleetQueryInUrl,
    PlaceInUrl,
    PinInUrl,
    ViewChoices,
    DeliveriesInUrl,
    AlertsInUrl,
    DevicesInUrl,
    RouteInUrl {}

/** The parts of the address, in the order in which it names them. */
export const URL_SLICES = [
  selectionUrl,
  fleetQueryUrl,
  placeUrl,
  pinUrl,
  viewUrl,
  deliveriesUrl,
  alertsUrl,
  devicesUrl,
  routeUrl,
] as const;

/** Return the state of an address; what makes no sense in it counts as absent. */
export function parseUrlState(search: string): UrlState {
  const params = new URLSearchParams(search);
  return {
    ...readSlice(selectionUrl, params),
    ...readSlice(fleetQueryUrl, params),
    ...readSlice(placeUrl, params),
    ...readSlice(pinUrl, params),
    ...readSlice(viewUrl, params),
    ...readSlice(deliveriesUrl, params),
    ...readSlice(alertsUrl, params),
    ...readSlice(devicesUrl, params),
    ...readSlice(routeUrl, params),
  };
}

/** Return the part of an address from `?` on, without what is at its default. */
export function formatUrlState(state: UrlState): string {
  const params = new URLSearchParams();
  for (const slice of URL_SLICES) writeKeys(slice.keys, slice.format(state), params);
  const text = params.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}
