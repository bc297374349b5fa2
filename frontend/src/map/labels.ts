/** A name beside a marker, in CSS pixels of the canvas. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Farther out names would hide the streets. */
export const LABELS_FROM_ZOOM = 14;
/** With more markers in sight than this there is no room for names, and no reader for them. */
export const MOST_LABELS = 60;
export const LABEL_HEIGHT_PX = 15;
const BESIDE_PX = 13;

/** Return those labels that do not lie over an earlier one. */
export function withoutOverlap(labels: readonly Label[]): readonly Label[] {
  const kept: Label[] = [];
  for (const label of labels) {
    const isFree = kept.every(
      (other) =>
        Math.abs(other.y - label.y) >= LABEL_HEIGHT_PX ||
        label.x >= other.x + other.width ||
        other.x >= label.x + label.width,
    );
    if (isFree) kept.push(label);
  }
  return kept;
}

/** Write names beside their markers. */
export function drawLabels(
  pen: CanvasRenderingContext2D,
  names: readonly { readonly text: string; readonly x: number; readonly y: number }[],
  colours: { readonly text: string; readonly halo: string },
): void {
  pen.font = "600 11px system-ui, sans-serif";
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = colours.halo;
  pen.fillStyle = colours.text;
  const labels = names.map(({ text, x, y }) => ({ text, x: x + BESIDE_PX, y, width: pen.measureText(text).width + 4 }));
  for (const { text, x, y } of withoutOverlap(labels)) {
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
  }
}
