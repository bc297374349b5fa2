import type { PlaceHit } from "../../api/places";
import type { Messages } from "../../messages/messages";
import { formatPlace } from "../../ui/format";

/** Return how the list offers a place. */
export function optionText({ source, label, latitude, longitude, lies }: PlaceHit, { places }: Messages): string {
  if (source === "town" || source === "address") return label;
  const coordinates = formatPlace(latitude, longitude);
  return lies == null ? places.goTo(coordinates) : places.goToIn(coordinates, lies);
}

/** Return the name of a chosen place, or null for coordinates. */
export function pinName({ source, label }: PlaceHit): string | null {
  return source === "town" || source === "address" ? label : null;
}
