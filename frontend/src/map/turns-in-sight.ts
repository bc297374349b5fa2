import type { Arc } from "../geo/longitude";
import type { CanvasFrame } from "./canvas-layer";

/** Return by how many whole turns a thing can be moved and be in sight, where it reaches `reachPx` beyond its arc. */
export function turnsInSight({ west, east }: Arc, frame: CanvasFrame, reachPx = 0): readonly number[] {
  const reach = reachPx / frame.scale;
  const first = Math.ceil(frame.west - reach - east);
  const last = Math.floor(frame.west + frame.width / frame.scale + reach - west);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
