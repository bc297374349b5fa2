export const LARGEST_PX = 20;
const SIZES_PX = [9, 11, 13, 16, LARGEST_PX] as const;
/** What a marker takes of the room that it has on average; fleets crowd together, so far less than all. */
const SHARE = 0.34;
/** A marker keeps its size until another fits this much better, so that sizes never flicker. */
const TOLERANCE = 0.12;

/** Return how large to draw markers when the live ones have `roomPx` each way on average, given the size they have now. */
export function markerSizePx(roomPx: number, heldPx: number): number {
  const wantedPx = Math.min(LARGEST_PX, Math.max(SIZES_PX[0], roomPx * SHARE));
  if (Math.abs(wantedPx - heldPx) <= heldPx * TOLERANCE) return heldPx;
  return SIZES_PX.findLast((sizePx) => sizePx <= wantedPx) ?? SIZES_PX[0];
}
