import type { Tracker } from "../../fleet/tracker";
import type { ClusterLayer } from "../cluster-layer";
import { type Cluster, groupNearby } from "../clusters";
import type { FleetLayer } from "../fleet-layer";
import type { Viewport } from "../viewport";

/** A click on a group comes this much nearer. */
const ZOOM_STEP = 2;
/** Nearer than this nothing is grouped: what lies together even there stands at the same door. */
const GROUPS_TO_ZOOM = 15;

/** Shows shipments that lie close together as one bubble instead of as markers. */
export class MarkerGroups {
  isOn = false;
  readonly #tracker: Tracker;
  readonly #fleet: FleetLayer;
  readonly #bubbles: ClusterLayer;
  #isGrouped = new Uint8Array(0);

  constructor(tracker: Tracker, fleet: FleetLayer, bubbles: ClusterLayer) {
    this.#tracker = tracker;
    this.#fleet = fleet;
    this.#bubbles = bubbles;
  }

  /** Decide for the fleet as it is now; the selected slot is in no group. */
  group(zoom: number, selected: number | null): void {
    if (!this.isOn || zoom > GROUPS_TO_ZOOM) {
      this.#bubbles.show([]);
      this.#fleet.setGrouped(null);
      return;
    }
    const { store, view } = this.#tracker;
    const { worldX, worldY } = store.columns;
    if (this.#isGrouped.length < worldX.length) this.#isGrouped = new Uint8Array(worldX.length);
    const places = {
      end: store.slotEnd,
      x: (slot: number) => worldX[slot] ?? 0,
      y: (slot: number) => worldY[slot] ?? 0,
      code: (slot: number) => (slot === selected ? -1 : view.shownCodeAt(slot)),
    };
    this.#bubbles.show(groupNearby(places, 256 * 2 ** zoom, this.#isGrouped));
    this.#fleet.setGrouped(this.#isGrouped);
  }

  /** Zoom in on a group. */
  comeNearer(viewport: Viewport, { x, y }: Cluster): void {
    viewport.zoomTo(x, y, Math.min(viewport.zoom + ZOOM_STEP, GROUPS_TO_ZOOM + 1));
  }
}
