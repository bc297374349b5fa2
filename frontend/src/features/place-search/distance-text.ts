import type { Messages } from "../../messages/messages";
import { formatCount, formatTenths } from "../../messages/numbers";
import type { Units } from "../../ui/units";

const METRES_PER_MILE = 1_609.344;

/** Return a distance as people say it: 0.8 km, 12 km. */
export function formatDistance(distanceM: number, units: Units, { places }: Messages): string {
  const amount = distanceM / (units === "mi" ? METRES_PER_MILE : 1_000);
  const shown = amount < 9.95 ? formatTenths(amount) : formatCount(amount);
  return units === "mi" ? places.miles(shown) : places.kilometres(shown);
}
