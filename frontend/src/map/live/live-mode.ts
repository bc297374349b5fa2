import type { Tracker } from "../../fleet/tracker";
import { ClusterLayer } from "../cluster-layer";
import { FleetLayer } from "../fleet-layer";
import type { MapMode, MapPointer } from "../map-mode";
import type { Viewport } from "../viewport";
import { FirstFraming, fleetBox } from "./first-framing";
import { MarkerGroups } from "./marker-groups";
import { type Pin, PlacePin } from "./place-pin";
import { SelectedShipment } from "./selected-shipment";

export interface LiveModeEvents {
  /** A marker was clicked, or the empty map (null). */
  readonly onSelect: (shipmentId: string | null) => void;
  /** The person moved the map while it followed a shipment. */
  readonly onFollowEnd: () => void;
  /** What the pointer is over, in pixels of the container. */
  readonly onHover: (hover: MapHover | null) => void;
}

export interface MapHover {
  readonly shipmentId: string;
  /** Shipments that lie under the pointer too. */
  readonly others: number;
  readonly x: number;
  readonly y: number;
}

/** The fleet as it moves. What is selected and followed outlasts other modes; `close` ends it. */
export class LiveMode implements MapMode {
  readonly layers;
  readonly pointer: MapPointer;
  readonly shortcuts = [["a", () => this.showAll()]] as const;
  readonly #tracker: Tracker;
  readonly #events: LiveModeEvents;
  readonly #fleet: FleetLayer;
  readonly #clusters = new ClusterLayer();
  readonly #groups: MarkerGroups;
  readonly #selection: SelectedShipment;
  readonly #firstFraming: FirstFraming;
  readonly #pin = new PlacePin();
  #viewport: Viewport | null = null;
  #stopGrouping = () => undefined as unknown;

  constructor(tracker: Tracker, events: LiveModeEvents) {
    this.#tracker = tracker;
    this.#events = events;
    this.#fleet = new FleetLayer(tracker);
    this.#groups = new MarkerGroups(tracker, this.#fleet, this.#clusters);
    this.#selection = new SelectedShipment(tracker, this.#fleet);
    this.#firstFraming = new FirstFraming(tracker);
    this.layers = [this.#selection.trail, this.#fleet, this.#clusters, this.#selection.marker, this.#pin.marker];
    this.pointer = {
      onClick: (x, y) => this.#click(x, y),
      onMove: (x, y) => this.#hover(x, y),
      onLeave: () => events.onHover(null),
      onDrag: () => this.#endFollowing(),
    };
  }

  get isSteering(): boolean {
    return this.#selection.isFollowing;
  }

  activate(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#group();
    this.#stopGrouping = this.#tracker.view.subscribe(() => this.#group());
  }

  deactivate(): void {
    this.#stopGrouping();
    this.#viewport = null;
    this.#events.onHover(null);
  }

  close(): void {
    this.#selection.close();
  }

  /** Select a shipment, or none (null); fly there once for every `flight` that was not flown yet. */
  select(shipmentId: string | null, flight: number): void {
    this.#selection.select(shipmentId, flight);
  }

  setFollowing(isFollowing: boolean): void {
    this.#selection.isFollowing = isFollowing;
  }

  /** Draw the way of the selected shipment, or do not. */
  setTrail(hasTrail: boolean): void {
    this.#selection.hasTrail = hasTrail;
  }

  /** Draw those that lie close together as one, or each by itself. */
  setClusters(hasClusters: boolean): void {
    this.#groups.isOn = hasClusters;
    this.#group();
  }

  /** Mark a place, or none (null). */
  showPin(pin: Pin | null): void {
    this.#pin.show(pin);
  }

  /** Show the fleet: all that is live and asked for. */
  showAll(): void {
    this.#endFollowing();
    const box = fleetBox(this.#tracker);
    if (box !== null) this.#viewport?.showBox(box, true);
  }

  onZoom(): void {
    this.#group();
  }

  drawFrame(nowMs: number): void {
    const viewport = this.#viewport;
    if (viewport === null) return;
    if (this.#selection.shipmentId !== null) viewport.touch();
    this.#pin.drawFrame(viewport);
    this.#firstFraming.frame(viewport, nowMs);
    this.#fleet.setStill(viewport.isStill);
    this.#fleet.drawFrame(nowMs);
    this.#selection.drawFrame(viewport, nowMs);
  }

  #group(): void {
    if (this.#viewport !== null) this.#groups.group(this.#viewport.zoom, this.#selection.slot);
  }

  #click(x: number, y: number): void {
    const cluster = this.#clusters.clusterAt(x, y);
    if (cluster === null) this.#events.onSelect(this.#shipmentAt(x, y));
    else if (this.#viewport !== null) this.#groups.comeNearer(this.#viewport, cluster);
  }

  #hover(x: number, y: number): boolean {
    const cluster = this.#clusters.clusterAt(x, y);
    const shipmentId = cluster === null ? this.#shipmentAt(x, y) : null;
    const others = this.#fleet.countAt(x, y) - 1;
    this.#events.onHover(shipmentId === null ? null : { shipmentId, others, x, y });
    return shipmentId !== null || cluster !== null;
  }

  #shipmentAt(x: number, y: number): string | null {
    const slot = this.#fleet.slotAt(x, y);
    return slot === null ? null : this.#tracker.store.idAt(slot);
  }

  #endFollowing(): void {
    if (this.#selection.isFollowing) this.#events.onFollowEnd();
  }
}
