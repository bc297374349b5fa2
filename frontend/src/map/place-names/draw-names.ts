import type { CanvasFrame } from "../canvas-layer";
import { turnsInSight } from "../turns-in-sight";
import { BESIDE_PX, DOT_PX, type NameStyle, type PlacedName } from "./name-layout";

const HALO_PX = 3;

export interface NameColours {
  readonly label: string;
  readonly land: string;
}

/** Write the names that are in sight, in each copy of the world. */
export function drawNames(
  pen: CanvasRenderingContext2D,
  frame: CanvasFrame,
  names: readonly PlacedName[],
  { label, land }: NameColours,
): void {
  const { scale, west, north, height } = frame;
  pen.save();
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = HALO_PX;
  pen.strokeStyle = land;
  pen.fillStyle = label;
  for (const name of names) {
    const { text, x, y, style, widthPx } = name;
    const top = (y - north) * scale;
    if (top < -style.sizePx || top > height + style.sizePx) continue;
    for (const turn of turnsInSight({ west: x, east: x }, frame, widthPx + BESIDE_PX + HALO_PX)) {
      const left = (x + turn - west) * scale;
      setStyle(pen, style);
      if (style.hasDot) drawDot(pen, left, top);
      const start = style.hasDot ? left + BESIDE_PX : left - widthPx / 2;
      pen.strokeText(text, start, top);
      pen.fillText(text, start, top);
    }
  }
  pen.restore();
}

/** Set how names are written, for measuring and for drawing alike. */
export function setStyle(pen: CanvasRenderingContext2D, { font, spacingPx }: NameStyle): void {
  pen.font = font;
  pen.letterSpacing = `${spacingPx}px`;
  pen.textAlign = "left";
}

function drawDot(pen: CanvasRenderingContext2D, x: number, y: number): void {
  pen.beginPath();
  pen.arc(x, y, DOT_PX, 0, 2 * Math.PI);
  pen.stroke();
  pen.fill();
}
