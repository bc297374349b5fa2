import type { CanvasFrame } from "../canvas-layer";
import { isInSight, tracePath } from "../trace-path";
import type { StateBorders, StateName } from "./state-shapes";

export const STATES_FROM_ZOOM = 4;
/** Borders of narrower states would be too dense. */
const BORDER_ROOM_PX = 36;
/** A state that is wider than this fills the view, and its name would only be in the way. */
const MOST_NAME_ROOM_PX = 2_000;
/** More than the average width of a letter, with the space around the name. */
const LETTER_PX = 9;
const DASH_PX = [3, 3];

/** Draw the borders of states of those countries whose states have room, thinner than those of countries. */
export function drawStateBorders(
  pen: CanvasRenderingContext2D,
  frame: CanvasFrame,
  borders: readonly StateBorders[],
  colour: string,
): void {
  if (frame.zoom < STATES_FROM_ZOOM) return;
  pen.save();
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.setLineDash(DASH_PX);
  pen.beginPath();
  for (const { width, lines } of borders) {
    if (width * frame.scale < BORDER_ROOM_PX) continue;
    for (const line of lines) if (isInSight(line.box, frame)) tracePath(pen, frame, line);
  }
  pen.stroke();
  pen.restore();
}

/** Return the names that fit into their states. */
export function namesWithRoom(names: readonly StateName[], scale: number): readonly StateName[] {
  return names.filter(({ text, width }) => {
    const room = width * scale;
    return room <= MOST_NAME_ROOM_PX && room >= text.length * LETTER_PX;
  });
}
