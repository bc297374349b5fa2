import type L from "leaflet";
import type { Messages } from "../messages/messages";
import type { Shortcuts } from "../ui/use-shortcuts";
import { BaseMap } from "./base-map";
import { mountBaseMap } from "./base-maps/mount-base-map";
import type { ChosenMap } from "./base-maps/page-maps";
import { CanvasLayer } from "./canvas-layer";
import { createMap } from "./create-map";
import type { MapMode } from "./map-mode";
import type { MapPlace } from "./map-place";
import { ScaleControl } from "./scale-control";
import { Viewport } from "./viewport";

export interface MapStageEvents {
  /** A person moved the map, and it came to rest. */
  readonly onPlace: (place: MapPlace) => void;
  /** The map cannot continue. */
  readonly onFailure: (error: unknown) => void;
  /** The base map that was shown does not load. */
  readonly onBaseMapFailure: () => void;
}

export interface MapStageOptions {
  readonly events: MapStageEvents;
  /** Where the map begins, or null for the whole world until the mode chooses. */
  readonly place: MapPlace | null;
  readonly messages: Messages;
  /** Fills the base map; `signal` aborts when the stage is removed. */
  readonly loadGround: (map: L.Map, base: BaseMap, signal: AbortSignal) => void;
}

/** A drag is often followed by another. */
const PLACE_AFTER_MS = 300;

/** The map, its ground, its frames and its one active mode. Lives outside React; `remove` ends it. */
export class MapStage {
  readonly viewport: Viewport;
  readonly #container: HTMLElement;
  readonly #events: MapStageEvents;
  readonly #map: L.Map;
  readonly #base: BaseMap;
  readonly #scale: ScaleControl;
  readonly #abort = new AbortController();
  #mode: MapMode | null = null;
  #nextFrame = 0;
  #unmountBaseMap = () => {};

  constructor(container: HTMLElement, { events, place, messages, loadGround }: MapStageOptions) {
    this.#container = container;
    this.#events = events;
    this.#map = createMap(container, messages, matchMedia("(prefers-reduced-motion: reduce)").matches);
    this.viewport = new Viewport(this.#map);
    this.#scale = new ScaleControl(this.#map);
    this.#base = new BaseMap(messages.compass).addTo(this.#map);
    if (place !== null) {
      this.#map.setView([place.latitude, place.longitude], place.zoom, { animate: false });
      this.viewport.touch();
    }
    loadGround(this.#map, this.#base, this.#abort.signal);
    this.#forwardPointer();
    this.#listenForPlace();
    this.#watchContainer();
    this.#loop(performance.now());
  }

  /** Switch to a mode, or to the bare ground (null). The mode before keeps nothing on the map. */
  show(mode: MapMode | null): void {
    if (mode === this.#mode) return;
    this.#endMode();
    this.#mode = mode;
    mode?.activate(this.viewport);
    for (const layer of mode?.layers ?? []) layer.addTo(this.#map);
  }

  /** Lay a base map over the built-in one, in place of the one before. */
  showBaseMap(chosen: ChosenMap): void {
    this.#unmountBaseMap();
    this.#unmountBaseMap = mountBaseMap(this.#map, chosen, this.#events.onBaseMapFailure);
  }

  /** The keys of the active mode. */
  get shortcuts(): Shortcuts {
    return this.#mode?.shortcuts ?? [];
  }

  /** Show the scale of the map in miles and feet, or in metres. */
  setImperial(isImperial: boolean): void {
    this.#scale.setImperial(isImperial);
  }

  /** Take the colours of the current theme. */
  refreshColours(): void {
    for (const layer of this.#canvases()) layer.refreshColours();
  }

  remove(): void {
    cancelAnimationFrame(this.#nextFrame);
    this.#abort.abort();
    this.#endMode();
    this.#unmountBaseMap();
    this.#map.remove();
  }

  #endMode(): void {
    const mode = this.#mode;
    this.#mode = null;
    for (const layer of mode?.layers ?? []) layer.remove();
    mode?.deactivate();
    this.#showPointer(false);
  }

  #canvases(): readonly CanvasLayer[] {
    return [this.#base, ...(this.#mode?.layers ?? [])].filter((layer) => layer instanceof CanvasLayer);
  }

  #forwardPointer(): void {
    this.#map.on("click", ({ containerPoint: { x, y } }) => this.#mode?.pointer.onClick(x, y));
    this.#map.on("mousemove", ({ containerPoint: { x, y } }) => {
      this.#showPointer(this.#mode?.pointer.onMove(x, y) ?? false);
    });
    this.#map.on("mouseout movestart", () => this.#mode?.pointer.onLeave());
    this.#map.on("dragstart", () => {
      this.viewport.touch();
      this.#mode?.pointer.onDrag();
    });
    this.#map.on("zoomend", () => this.#mode?.onZoom());
  }

  #showPointer(isOverMarker: boolean): void {
    this.#container.classList.toggle("is-over-marker", isOverMarker);
  }

  /** Tell where the map is once it rests; a mode that steers tells by itself what it shows. */
  #listenForPlace(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      if (this.#mode?.isSteering) return;
      const { lat, lng } = this.#map.getCenter().wrap();
      this.#events.onPlace({ latitude: lat, longitude: lng, zoom: this.#map.getZoom() });
    };
    this.#map.on("moveend", () => {
      clearTimeout(timer);
      // Asked now and not when it is told: a fleet that was framed before a click was not moved by the click.
      if (this.viewport.isTouched) timer = setTimeout(tell, PLACE_AFTER_MS);
    });
    this.#abort.signal.addEventListener("abort", () => clearTimeout(timer));
  }

  #watchContainer(): void {
    const { signal } = this.#abort;
    const resized = new ResizeObserver(() => this.#map.invalidateSize({ animate: false }));
    resized.observe(this.#container);
    signal.addEventListener("abort", () => resized.disconnect());
    for (const type of ["wheel", "pointerdown", "keydown"]) {
      this.#container.addEventListener(type, () => this.viewport.touch(), { signal, passive: true });
    }
  }

  #loop(nowMs: number): void {
    this.#nextFrame = requestAnimationFrame((next) => this.#loop(next));
    try {
      // Asked with every frame, since a media query for the density tells only some of its changes.
      for (const layer of this.#canvases()) layer.fitScreen();
      this.#mode?.drawFrame(nowMs);
    } catch (error) {
      // React hears of nothing that fails in a frame; without this the map would stand still and look fine.
      cancelAnimationFrame(this.#nextFrame);
      this.#events.onFailure(error);
    }
  }
}
