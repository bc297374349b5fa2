import { worldX, worldY } from "../geo/earth";
import type { Point } from "../geo/point";
import type { CanvasFrame } from "./canvas-layer";
import { turnsInSight } from "./turns-in-sight";

/** Call `draw` with the points of places in canvas pixels, once for each copy of the world that shows them. */
export function inEachCopy(
  places: readonly Point[],
  frame: CanvasFrame,
  marginPx: number,
  draw: (points: readonly (readonly [x: number, y: number])[]) => void,
): void {
  const xs = places.map(({ longitude }) => worldX(longitude));
  if (xs.length === 0) return;
  for (const turn of turnsInSight({ west: Math.min(...xs), east: Math.max(...xs) }, frame, marginPx)) {
    draw(
      places.map(({ latitude }, i) => [
        ((xs[i] ?? 0) + turn - frame.west) * frame.scale,
        (worldY(latitude) - frame.north) * frame.scale,
      ]),
    );
  }
}
