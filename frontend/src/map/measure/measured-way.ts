import { lengthM, shortWay } from "../../geo/great-circle";
import type { Point } from "../../geo/point";

/** A way that a person clicks together. */
export interface MeasuredWay {
  readonly places: readonly Point[];
  /** Whether the way is complete; the next place begins another. */
  readonly isFinished: boolean;
}

export const NO_WAY: MeasuredWay = { places: [], isFinished: false };

/** Return the way with a further place; the last place once more (`isSame`) finishes it, as a double click does. */
export function withPlace({ places, isFinished }: MeasuredWay, place: Point, isSame: boolean): MeasuredWay {
  const last = places.at(-1);
  if (last === undefined || isFinished) return { places: [place], isFinished: false };
  if (isSame) return { places, isFinished: places.length > 1 };
  return { places: [...places, shortWay(last, place)], isFinished: false };
}

/** Return the way without its last place, open again. */
export function withoutLast({ places }: MeasuredWay): MeasuredWay {
  return { places: places.slice(0, -1), isFinished: false };
}

/** Return the length of the way, and that of its last leg. */
export function lengthsOf({ places }: MeasuredWay): { readonly totalM: number; readonly lastM: number } {
  return { totalM: lengthM(places), lastM: lengthM(places.slice(-2)) };
}
