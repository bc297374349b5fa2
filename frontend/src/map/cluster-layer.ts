import { MOTION_STATUSES } from "../fleet/motion-status";
import { type CanvasFrame, CanvasLayer } from "./canvas-layer";
import { bubbleRadiusPx, type Cluster } from "./clusters";
import { readPalette } from "./palette";
import { turnsInSight } from "./turns-in-sight";

const RING_PX = 4;
/** More than the radius of the largest bubble with its ring. */
const REACH_PX = 40;
const STALE = 2;
const FONT = "system-ui, sans-serif";

/** Groups of shipments as bubbles: how many, and a ring that shows in what states they are. */
export class ClusterLayer extends CanvasLayer {
  #clusters: readonly Cluster[] = [];
  #palette = readPalette();

  constructor() {
    super("clusters", 0);
  }

  show(clusters: readonly Cluster[]): void {
    if (clusters.length === 0 && this.#clusters.length === 0) return;
    this.#clusters = clusters;
    if (!this.isZooming) this.onFrame();
  }

  override refreshColours(): void {
    this.#palette = readPalette();
    this.onFrame();
  }

  /** Return the group whose bubble is at a point of the map's container, or null. */
  clusterAt(containerX: number, containerY: number): Cluster | null {
    const { frame } = this;
    if (frame === null) return null;
    const isHit = (cluster: Cluster) =>
      placesOf(cluster, frame).some(
        ({ x, y }) => Math.hypot(x - containerX, y - containerY) <= bubbleRadiusPx(cluster.count) + RING_PX,
      );
    return this.#clusters.findLast(isHit) ?? null;
  }

  protected override onFrame(): void {
    const pen = this.canvas.getContext("2d");
    const { frame } = this;
    if (pen === null || frame === null) return;
    pen.setTransform(frame.density, 0, 0, frame.density, 0, 0);
    pen.clearRect(0, 0, frame.width, frame.height);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    for (const cluster of this.#clusters) {
      for (const { x, y } of placesOf(cluster, frame)) this.#drawBubble(pen, cluster, x, y);
    }
  }

  #drawBubble(pen: CanvasRenderingContext2D, { count, byCode }: Cluster, x: number, y: number): void {
    const radius = bubbleRadiusPx(count);
    pen.beginPath();
    pen.arc(x, y, radius + RING_PX / 2 + 1.5, 0, 2 * Math.PI);
    pen.fillStyle = this.#palette.halo;
    pen.fill();
    pen.lineWidth = RING_PX;
    let angle = -Math.PI / 2;
    MOTION_STATUSES.forEach((status, code) => {
      const part = ((byCode[code] ?? 0) / count) * 2 * Math.PI;
      if (part === 0) return;
      pen.beginPath();
      pen.arc(x, y, radius - RING_PX / 2 + 1, angle, angle + part);
      pen.strokeStyle = this.#palette.status[status];
      pen.stroke();
      angle += part;
    });
    pen.fillStyle = this.#palette.text;
    pen.font = `650 ${count < 1_000 ? 12 : 11}px ${FONT}`;
    pen.fillText(shortCount(count), x, y + 0.5);
    if ((byCode[STALE] ?? 0) > 0) this.#drawStale(pen, x + radius * 0.75, y - radius * 0.75);
  }

  /** No group hides that some in it are late. */
  #drawStale(pen: CanvasRenderingContext2D, x: number, y: number): void {
    pen.beginPath();
    pen.moveTo(x, y - 6);
    pen.lineTo(x + 6, y);
    pen.lineTo(x, y + 6);
    pen.lineTo(x - 6, y);
    pen.closePath();
    pen.lineWidth = 2.5;
    pen.strokeStyle = this.#palette.halo;
    pen.stroke();
    pen.fillStyle = this.#palette.status.stale;
    pen.fill();
  }
}

/** Return where on the canvas a group is, once for each copy of the world in sight. */
function placesOf({ x, y }: Cluster, frame: CanvasFrame) {
  const top = (y - frame.north) * frame.scale;
  if (top < -REACH_PX || top > frame.height + REACH_PX) return [];
  const turns = turnsInSight({ west: x, east: x }, frame, REACH_PX);
  return turns.map((turn) => ({ x: (x + turn - frame.west) * frame.scale, y: top }));
}

/** Return 950, 1.2k, 12k. */
export function shortCount(count: number): string {
  if (count < 1_000) return String(count);
  const thousands = count / 1_000;
  return `${thousands < 9.95 ? thousands.toFixed(1) : Math.round(thousands)}k`;
}
