import L from "leaflet";
import { isLive } from "../fleet/motion-status";
import type { Tracker } from "../fleet/tracker";
import { worldX } from "../geo/earth";
import { nearestArc, nearestCopy } from "../geo/longitude";
import { BaseMap } from "./base-map";
import { type CanvasLayer, ZOOM_STEP } from "./canvas-layer";
import { showCityWhenNear } from "./city/show-city-when-near";
import { ClusterLayer } from "./cluster-layer";
import { groupNearby } from "./clusters";
import { FleetLayer } from "./fleet-layer";
import { frameFleet, type WorldBox } from "./frame-fleet";
import { boundsOf, latLngOf, roomFor } from "./framing";
import { SelectedMarker } from "./selected-marker";
import { addTiles, configuredTiles } from "./tiles";
import { TrailLayer } from "./trail-layer";
import { Trails } from "./trails";
import { loadWorldShapes } from "./world-shapes";

export interface FleetMapEvents {
  /** A marker was clicked, or the empty map (null). */
  readonly onSelect: (shipmentId: string | null) => void;
  /** The person moved the map while it followed a shipment. */
  readonly onFollowEnd: () => void;
  /** What the pointer is over, in pixels of the container. */
  readonly onHover: (hover: MapHover | null) => void;
  /** The person moved the map, and it came to rest. */
  readonly onPlace: (place: MapPlace) => void;
  /** The tiles that the server names cannot be had; the built-in map shows instead. */
  readonly onTilesFailure: () => void;
  /** The map cannot go on. */
  readonly onFailure: (error: unknown) => void;
}

/** The middle of the map and its zoom. */
export interface MapPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly zoom: number;
}

export interface MapHover {
  readonly shipmentId: string;
  /** Shipments that lie under the pointer too. */
  readonly others: number;
  readonly x: number;
  readonly y: number;
}

/** Zoom to look at one shipment with. */
const CLOSE_ZOOM = 13;
const FLY_S = 0.8;
/** A drag is often followed by another. */
const PLACE_AFTER_MS = 300;
/** A click on a group comes this much nearer. */
const CLUSTER_ZOOM_STEP = 2;
/** Nearer than this nothing is grouped: what lies together even there stands at the same door. */
const CLUSTERS_TO_ZOOM = 15;
/** The first shipments of an empty tracker rarely come alone: for so long the map still makes room for the next. */
const FRAMING_MS = 15_000;

/** The map with everything on it. Lives outside React; `remove` ends it. */
export class FleetMap {
  readonly #tracker: Tracker;
  readonly #events: FleetMapEvents;
  readonly #map: L.Map;
  readonly #base = new BaseMap();
  readonly #fleet: FleetLayer;
  readonly #trailLayer = new TrailLayer();
  readonly #clusterLayer = new ClusterLayer();
  readonly #layers: readonly (CanvasLayer & { refreshColours(): void })[];
  readonly #trails: Trails;
  readonly #marker: SelectedMarker;
  readonly #abort = new AbortController();
  readonly #reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  #selected: string | null = null;
  #isFollowing = false;
  #flyTo: string | null = null;
  #flown = 0;
  #isFlying = false;
  #hasTrail = true;
  #hasClusters = false;
  #isGrouped = new Uint8Array(0);
  readonly #scale = L.control.scale({ position: "bottomright", imperial: false });
  #isTouched = false;
  #framedAtMs: number | null = null;
  #framedCount = 0;
  #nextFrame = 0;

  constructor(container: HTMLElement, tracker: Tracker, events: FleetMapEvents, place: MapPlace | null) {
    this.#tracker = tracker;
    this.#events = events;
    this.#map = createMap(container, this.#reducedMotion.matches);
    this.#fleet = new FleetLayer(tracker);
    this.#trails = new Trails(tracker.store, () => tracker.now());
    this.#marker = new SelectedMarker(this.#map);
    this.#layers = [this.#base, this.#trailLayer, this.#fleet, this.#clusterLayer];
    for (const layer of this.#layers) layer.addTo(this.#map);
    if (place !== null) {
      this.#map.setView([place.latitude, place.longitude], place.zoom, { animate: false });
      this.#isTouched = true;
    }
    const tiles = configuredTiles();
    if (tiles !== null) addTiles(this.#map, tiles, () => events.onTilesFailure());
    this.#listen(container);
    this.#listenForPlace();
    const stopGrouping = tracker.view.subscribe(() => this.#group());
    this.#abort.signal.addEventListener("abort", stopGrouping);
    this.#followMotionSetting();
    loadWorldShapes(this.#abort.signal).then(
      (shapes) => this.#base.setShapes(shapes),
      // Without the world there is still the graticule, and the fleet is what matters.
      () => undefined,
    );
    showCityWhenNear(this.#map, this.#base, this.#abort.signal);
    this.#loop(performance.now());
  }

  /** Select a shipment, or none (null); fly there once for every `flight` that was not flown yet. */
  select(shipmentId: string | null, flight: number): void {
    this.#selected = shipmentId;
    if (flight > this.#flown) this.#flyTo = shipmentId;
    this.#flown = flight;
    if (shipmentId !== null) this.#isTouched = true;
  }

  setFollowing(isFollowing: boolean): void {
    this.#isFollowing = isFollowing;
  }

  /** Draw the way of the selected shipment, or do not. */
  setTrail(hasTrail: boolean): void {
    this.#hasTrail = hasTrail;
  }

  /** Draw those that lie close together as one, or each by itself. */
  setClusters(hasClusters: boolean): void {
    this.#hasClusters = hasClusters;
    this.#group();
  }

  /** Show the scale of the map in miles and feet, or in metres. */
  setImperial(isImperial: boolean): void {
    this.#scale.options.imperial = isImperial;
    this.#scale.options.metric = !isImperial;
    this.#scale.remove();
    this.#scale.addTo(this.#map);
    // Controls of a corner stand from its edge in the order in which they were put there.
    this.#map.zoomControl.remove();
    this.#map.zoomControl.addTo(this.#map);
  }

  /** Show the fleet: all that is live and asked for. */
  frame(): void {
    if (this.#isFollowing) this.#events.onFollowEnd();
    this.#frame(!this.#reducedMotion.matches);
  }

  /** Take the colours of the current theme. */
  refreshColours(): void {
    for (const layer of this.#layers) layer.refreshColours();
  }

  remove(): void {
    cancelAnimationFrame(this.#nextFrame);
    this.#abort.abort();
    this.#trails.close();
    this.#map.remove();
  }

  #listen(container: HTMLElement): void {
    this.#map.on("click", ({ containerPoint: { x, y } }) => {
      const cluster = this.#clusterLayer.clusterAt(x, y);
      if (cluster === null) this.#events.onSelect(this.#shipmentAt(x, y));
      else this.#comeNearer(cluster.x, cluster.y);
    });
    this.#map.on("mousemove", ({ containerPoint: { x, y } }) => {
      const cluster = this.#clusterLayer.clusterAt(x, y);
      const shipmentId = cluster === null ? this.#shipmentAt(x, y) : null;
      container.classList.toggle("is-over-marker", shipmentId !== null || cluster !== null);
      const others = this.#fleet.countAt(x, y) - 1;
      this.#events.onHover(shipmentId === null ? null : { shipmentId, others, x, y });
    });
    this.#map.on("moveend", () => {
      this.#isFlying = false;
    });
    this.#map.on("mouseout movestart", () => this.#events.onHover(null));
    this.#map.on("dragstart", () => {
      this.#isTouched = true;
      if (this.#isFollowing) this.#events.onFollowEnd();
    });
    const resized = new ResizeObserver(() => this.#map.invalidateSize({ animate: false }));
    resized.observe(container);
    this.#abort.signal.addEventListener("abort", () => resized.disconnect());
    for (const type of ["wheel", "pointerdown", "keydown"]) {
      const touch = () => {
        this.#isTouched = true;
      };
      container.addEventListener(type, touch, { signal: this.#abort.signal, passive: true });
    }
  }

  /** Tell where the map is once it rests; a map that follows never does, and is told by what it follows. */
  #listenForPlace(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      if (this.#isFollowing) return;
      const { lat, lng } = this.#map.getCenter().wrap();
      this.#events.onPlace({ latitude: lat, longitude: lng, zoom: this.#map.getZoom() });
    };
    this.#map.on("moveend", () => {
      clearTimeout(timer);
      // Asked now and not when it is told: a fleet that was framed before a click was not moved by the click.
      if (this.#isTouched) timer = setTimeout(tell, PLACE_AFTER_MS);
    });
    this.#map.on("zoomend", () => this.#group());
    this.#abort.signal.addEventListener("abort", () => clearTimeout(timer));
  }

  /** Work out anew what is drawn as groups. */
  #group(): void {
    const { store, view } = this.#tracker;
    const zoom = this.#map.getZoom();
    if (!this.#hasClusters || zoom > CLUSTERS_TO_ZOOM) {
      this.#clusterLayer.show([]);
      this.#fleet.setGrouped(null);
      return;
    }
    const { worldX, worldY } = store.columns;
    if (this.#isGrouped.length < worldX.length) this.#isGrouped = new Uint8Array(worldX.length);
    const selected = this.#selected === null ? null : store.slotOf(this.#selected);
    const places = {
      end: store.slotEnd,
      x: (slot: number) => worldX[slot] ?? 0,
      y: (slot: number) => worldY[slot] ?? 0,
      code: (slot: number) => (slot === selected ? -1 : view.shownCodeAt(slot)),
    };
    this.#clusterLayer.show(groupNearby(places, 256 * 2 ** zoom, this.#isGrouped));
    this.#fleet.setGrouped(this.#isGrouped);
  }

  #comeNearer(x: number, y: number): void {
    const zoom = Math.min(this.#map.getZoom() + CLUSTER_ZOOM_STEP, CLUSTERS_TO_ZOOM + 1);
    this.#map.setView(latLngOf(this.#copyInView(x), y), zoom, { animate: !this.#reducedMotion.matches });
  }

  #followMotionSetting(): void {
    const apply = () => this.#fleet.setStill(this.#reducedMotion.matches);
    this.#reducedMotion.addEventListener("change", apply, { signal: this.#abort.signal });
    apply();
  }

  #shipmentAt(x: number, y: number): string | null {
    const slot = this.#fleet.slotAt(x, y);
    return slot === null ? null : this.#tracker.store.idAt(slot);
  }

  #loop(nowMs: number): void {
    this.#nextFrame = requestAnimationFrame((next) => this.#loop(next));
    try {
      // Asked with every frame, since a media query for the density tells only some of its changes.
      for (const layer of this.#layers) layer.fitScreen();
      this.#maybeFrame(nowMs);
      this.#fleet.drawFrame(nowMs);
      this.#showSelected(nowMs);
    } catch (error) {
      // React hears of nothing that fails in a frame; without this the map would stand still and look fine.
      cancelAnimationFrame(this.#nextFrame);
      this.#events.onFailure(error);
    }
  }

  /** Frame the fleet at first sight, and never once the person has moved the map. */
  #maybeFrame(nowMs: number): void {
    const { count } = this.#tracker.store;
    if (this.#isTouched || !this.#tracker.hasSnapshot || count === this.#framedCount) return;
    if (this.#framedAtMs !== null && nowMs - this.#framedAtMs > FRAMING_MS) return;
    this.#framedAtMs ??= nowMs;
    const box = this.#fleetBox();
    const isInView = box !== null && this.#map.getBounds().pad(-0.05).contains(boundsOf(box));
    if (this.#framedCount === 0 || !isInView) this.#frame(false);
    this.#framedCount = count;
  }

  #frame(animate: boolean): void {
    const box = this.#fleetBox();
    if (box === null) return;
    const options = { ...roomFor(this.#map.getSize()), maxZoom: CLOSE_ZOOM, duration: FLY_S };
    if (animate) this.#map.flyToBounds(boundsOf(box), options);
    else this.#map.fitBounds(boundsOf(box), { ...options, animate: false });
  }

  /** What is live counts; only where nothing is, what is shown, or else anything at all. */
  #fleetBox(): WorldBox | null {
    const { store, view } = this.#tracker;
    const all = [...store.slots()];
    const shown = all.filter((slot) => view.isShown(slot));
    const live = shown.filter((slot) => isLive(view.codeAt(slot)));
    const slots = [live, shown, all].find((some) => some.length > 0) ?? [];
    const box = frameFleet(
      slots.map((slot) => store.columns.worldX[slot] ?? 0),
      slots.map((slot) => store.columns.worldY[slot] ?? 0),
    );
    return box && { ...box, ...nearestArc(box, worldX(this.#map.getCenter().lng)) };
  }

  /** Return the copy of a place that is nearest to the middle of the map. */
  #copyInView(x: number): number {
    return nearestCopy(x, worldX(this.#map.getCenter().lng));
  }

  #showSelected(nowMs: number): void {
    const slot = this.#selected === null ? null : this.#tracker.store.slotOf(this.#selected);
    this.#fleet.setSelected(slot);
    if (this.#selected === null || slot === null) {
      this.#marker.hide();
      this.#trailLayer.show(null);
      return;
    }
    const { x: anyX, y } = this.#fleet.placeOf(slot, nowMs);
    const x = this.#copyInView(anyX);
    this.#marker.show(this.#selected, x, y);
    this.#marker.point(this.#tracker.store.columns.directionDeg[slot] ?? Number.NaN);
    const points = this.#trails.of(slot);
    this.#trailLayer.show(this.#hasTrail ? { points, x, y, nowS: this.#tracker.now() } : null);
    if (this.#flyTo === this.#selected) this.#fly(x, y);
    else if (this.#isFollowing && !this.#isFlying) this.#keepInMiddle(x, y);
  }

  #fly(x: number, y: number): void {
    this.#flyTo = null;
    const place = latLngOf(x, y);
    const zoom = Math.max(CLOSE_ZOOM, this.#map.getZoom());
    if (this.#reducedMotion.matches) {
      this.#map.setView(place, zoom, { animate: false });
      return;
    }
    this.#map.flyTo(place, zoom, { duration: FLY_S });
    this.#isFlying = true;
  }

  #keepInMiddle(x: number, y: number): void {
    const at = this.#map.latLngToContainerPoint(latLngOf(x, y));
    const way = at.subtract(this.#map.getSize().divideBy(2)).round();
    if (way.x !== 0 || way.y !== 0) this.#map.panBy(way, { animate: false });
  }
}

function createMap(container: HTMLElement, isStill: boolean): L.Map {
  const map = L.map(container, {
    center: [25, 0],
    zoom: 2,
    minZoom: 2,
    maxZoom: 18,
    zoomSnap: ZOOM_STEP,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !isStill,
    inertia: !isStill,
    worldCopyJump: true,
  });
  ["base", "tiles", "trail", "fleet", "clusters", "selection"].forEach((name, i) => {
    map.createPane(name).style.zIndex = String(200 + 100 * i);
  });
  // From the bottom up.
  L.control.attribution({ position: "bottomright", prefix: "Leaflet" }).addAttribution("Natural Earth").addTo(map);
  map.zoomControl = L.control.zoom({ position: "bottomright" });
  return map;
}
