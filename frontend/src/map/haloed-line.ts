const HALO_PX = 3;

/** Draw a line on both maps, light and dark: in `color`, on a wider line of the halo's. */
export function drawHaloedLine(
  pen: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
  style: {
    readonly color: string;
    readonly halo: string;
    readonly widthPx: number;
    readonly dashes: readonly number[];
  },
): void {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.lineJoin = "round";
  pen.setLineDash([]);
  pen.strokeStyle = style.halo;
  pen.lineWidth = style.widthPx + HALO_PX;
  pen.stroke();
  pen.setLineDash([...style.dashes]);
  pen.strokeStyle = style.color;
  pen.lineWidth = style.widthPx;
  pen.stroke();
  pen.setLineDash([]);
}
