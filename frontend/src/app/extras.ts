/** What the page needs soon but not first: a chunk of its own, so that the fleet is there earlier. */
export { EmptyFleet } from "../features/empty-fleet/empty-fleet";
export { HelpDialog } from "../features/help/help-dialog";
export { MapOffer } from "../features/map-offer/map-offer";
export { MapTools } from "../features/map-tools/map-tools";
export { PlaceCard } from "../features/place-search/place-card";
export { PrintView } from "../features/print-view/print-view";
