import type { PlaceName, Town } from "../../api/place-names";
import type { Messages } from "../../messages/messages";
import { formatDirection, formatRoughDistance } from "../../ui/format";
import type { Units } from "../../ui/units";

/** The server names no town beyond this. */
const MOST_NAMED_M = 1_000_000;
const SPEAK_AGAIN_MS = 60_000;

/** Return where a place lies in words, or null where no town is within reach. */
export function placeWords(name: PlaceName, units: Units, messages: Messages): string | null {
  const { place, distanceM, bearingDeg, inside } = name;
  if (!place || distanceM == null || bearingDeg == null) return null;
  const { nearTown } = messages;
  const town = townWords(place, messages);
  if (inside) return nearTown.inTown(town);
  return nearTown.fromTown(
    formatRoughDistance(distanceM, units, messages),
    formatDirection(bearingDeg, messages),
    town,
  );
}

export function nowhereWithin(units: Units, messages: Messages): string {
  return formatRoughDistance(MOST_NAMED_M, units, messages);
}

function townWords({ name, region, country }: Town, { nearTown }: Messages): string {
  const part = region || country;
  return part === name ? name : nearTown.town(name, part);
}

/** A sentence that was read aloud, and which town it named. */
export interface Spoken {
  readonly sentence: string;
  readonly town: string;
  readonly atMs: number;
}

/** Return what a screen reader says now: another town than before is told, at most once a minute; distances are not. */
export function nextSpoken(last: Spoken | null, town: string, sentence: string, nowMs: number): Spoken {
  if (last !== null && (town === last.town || nowMs - last.atMs < SPEAK_AGAIN_MS)) return last;
  return { sentence, town, atMs: nowMs };
}

/** Return which town a name is about, and whether the shipment is in it. */
export function townKey({ place, inside }: PlaceName): string {
  return place ? `${place.name} ${place.latitude} ${place.longitude} ${inside}` : "";
}
