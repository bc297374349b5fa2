import type { Tracker } from "../../fleet/tracker";
import type { FleetLayer } from "../fleet-layer";
import { SelectedMarker } from "../selected-marker";
import { TrailLayer } from "../trail-layer";
import { Trails } from "../trails";
import type { Viewport } from "../viewport";

/** The selected shipment on the map: its ring, its name and its trail, and whether the map flies to it or follows it. */
export class SelectedShipment {
  readonly marker = new SelectedMarker();
  readonly trail = new TrailLayer();
  isFollowing = false;
  hasTrail = true;
  readonly #tracker: Tracker;
  readonly #fleet: FleetLayer;
  readonly #trails: Trails;
  #shipmentId: string | null = null;
  #flyTo: string | null = null;
  #flown = 0;

  constructor(tracker: Tracker, fleet: FleetLayer) {
    this.#tracker = tracker;
    this.#fleet = fleet;
    this.#trails = new Trails(tracker.store, () => tracker.now());
  }

  close(): void {
    this.#trails.close();
  }

  get shipmentId(): string | null {
    return this.#shipmentId;
  }

  /** Where the selected shipment is in the store, or null for none. */
  get slot(): number | null {
    return this.#shipmentId === null ? null : this.#tracker.store.slotOf(this.#shipmentId);
  }

  /** Select a shipment, or none (null); fly there once for every `flight` that was not flown yet. */
  select(shipmentId: string | null, flight: number): void {
    this.#shipmentId = shipmentId;
    if (flight > this.#flown) this.#flyTo = shipmentId;
    this.#flown = flight;
  }

  drawFrame(viewport: Viewport, nowMs: number): void {
    const { slot } = this;
    this.#fleet.setSelected(slot);
    if (this.#shipmentId === null || slot === null) {
      this.marker.hide();
      this.trail.show(null);
      return;
    }
    const { x: anyX, y } = this.#fleet.placeOf(slot, nowMs);
    const x = viewport.copyInView(anyX);
    this.marker.show(this.#shipmentId, x, y);
    this.marker.point(this.#tracker.store.columns.directionDeg[slot] ?? Number.NaN);
    const points = this.#trails.of(slot);
    this.trail.show(this.hasTrail ? { points, x, y, nowS: this.#tracker.now() } : null);
    if (this.#flyTo === this.#shipmentId) this.#fly(viewport, x, y);
    else if (this.isFollowing) viewport.keepInMiddle(x, y);
  }

  #fly(viewport: Viewport, x: number, y: number): void {
    this.#flyTo = null;
    viewport.flyTo(x, y);
  }
}
