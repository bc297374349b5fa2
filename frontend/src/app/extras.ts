/** Parts that the page does not need first, in a chunk of their own, so that the fleet appears earlier. */
export { EmptyFleet } from "../features/empty-fleet/empty-fleet";
export { HelpDialog } from "../features/help/help-dialog";
export { MapOffer } from "../features/map-offer/map-offer";
export { MapTools } from "../features/map-tools/map-tools";
export { PlaceCard } from "../features/place-search/place-card";
export { PlaceField } from "../features/place-search/place-field";
export { PrintView } from "../features/print-view/print-view";
