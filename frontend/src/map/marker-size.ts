export const LARGEST_PX = 20;
/** Where markers have no room to be arrows they are dots: who looks at so many wants to see where they are. */
const DOT_PX = 5;
const SMALLEST_DOT_PX = 3;
const SMALLEST_ARROW_PX = 9;
const SIZES_PX = [SMALLEST_ARROW_PX, 11, 13, 16, LARGEST_PX] as const;
/** What a marker takes of the room that it has on average; fleets crowd together, so far less than all. */
const SHARE = 0.34;
/** A marker keeps its size until another fits this much better, so that sizes never flicker. */
const TOLERANCE = 0.12;
/** Markers with less room than this become dots, and with more than the other arrows again. */
const DOTS_BELOW_PX = 5;
const ARROWS_ABOVE_PX = 5.8;
const SMALLEST_DOTS_BELOW_PX = 3.2;

/** Return whether markers of this size are dots. */
export function areDots(sizePx: number): boolean {
  return sizePx <= DOT_PX;
}

/** Return how large to draw markers when they have `roomPx` each way on average, given the size they have now. */
export function markerSizePx(roomPx: number, heldPx: number): number {
  if (roomPx < SMALLEST_DOTS_BELOW_PX) return SMALLEST_DOT_PX;
  if (roomPx < (areDots(heldPx) ? ARROWS_ABOVE_PX : DOTS_BELOW_PX)) return DOT_PX;
  const wantedPx = Math.min(LARGEST_PX, Math.max(SMALLEST_ARROW_PX, roomPx * SHARE));
  if (Math.abs(wantedPx - heldPx) <= heldPx * TOLERANCE) return heldPx;
  return SIZES_PX.findLast((sizePx) => sizePx <= wantedPx) ?? SMALLEST_ARROW_PX;
}
