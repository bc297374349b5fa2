import L from "leaflet";
import type { Point } from "../geo/point";
import type { Messages } from "../messages/messages";
import type { Shortcuts } from "../ui/use-shortcuts";
import { BaseMap } from "./base-map";
import { mountBaseMap } from "./base-maps/mount-base-map";
import type { ChosenMap } from "./base-maps/page-maps";
import { CanvasLayer } from "./canvas-layer";
import { createMap } from "./create-map";
import { listenForHome, listenForMenu } from "./map-input";
import type { MapMode } from "./map-mode";
import type { MapPlace } from "./map-place";
import type { MapTool } from "./map-tool";
import { ScaleControl } from "./scale-control";
import { Viewport } from "./viewport";

export interface MapStageEvents {
  /** A person moved the map, and it came to rest. */
  readonly onPlace: (place: MapPlace) => void;
  /** A person asks what can be done at a place. */
  readonly onMenu: (menu: MapMenu) => void;
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
  /** Fills the base map; `signal` aborts when the stage is closed. */
  readonly loadGround: (map: L.Map, base: BaseMap, signal: AbortSignal) => void;
}

/** A drag is often followed by another. */
const PLACE_AFTER_MS = 300;
/** Device pixels per CSS pixel on paper. */
const PAPER_DENSITY = 2;

/** A place that a person asked about, and where it is in pixels of the page. */
export interface MapMenu {
  readonly place: Point;
  readonly x: number;
  readonly y: number;
}

/** The map, its ground, its frames and its one active mode. Lives outside React; `close` ends it. */
export class MapStage {
  readonly viewport: Viewport;
  readonly #container: HTMLElement;
  readonly #events: MapStageEvents;
  readonly #map: L.Map;
  readonly #base: BaseMap;
  readonly #scale: ScaleControl;
  readonly #abort = new AbortController();
  readonly #extras = new Set<L.Layer>();
  #mode: MapMode | null = null;
  #tool: MapTool | null = null;
  #nextFrame = 0;
  #leastDensity = 0;
  #unmountBaseMap = () => {};

  constructor(container: HTMLElement, { events, place, messages, loadGround }: MapStageOptions) {
    this.#container = container;
    this.#events = events;
    this.#map = createMap(container, matchMedia("(prefers-reduced-motion: reduce)").matches);
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
    this.#listenForInput();
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

  /** Show a base map over the built-in one, in place of the one before. */
  showBaseMap(chosen: ChosenMap): void {
    this.#unmountBaseMap();
    this.#unmountBaseMap = mountBaseMap(this.#map, chosen, this.#events.onBaseMapFailure);
  }

  /** Send clicks to a tool instead of the mode, or to the mode again (null). The tool before is removed from the map. */
  use(tool: MapTool | null): void {
    if (tool === this.#tool) return;
    for (const layer of this.#tool?.layers ?? []) this.remove(layer);
    this.#tool = tool;
    for (const layer of tool?.layers ?? []) this.add(layer);
    if (tool !== null) {
      this.#mode?.pointer.onLeave();
      // The map must not move away under the cross-hair.
      this.#mode?.pointer.onDrag();
    }
    this.#showPointer(false);
    this.#container.classList.toggle("has-tool", tool !== null);
    this.#map.doubleClickZoom[tool === null ? "enable" : "disable"]();
  }

  /** Give the tool the place under the cross-hair. */
  placeInMiddle(): void {
    const { x, y } = this.#middle;
    this.#tool?.onPlace(this.#placeAt(x, y));
  }

  /** Show a layer over every mode. */
  add(layer: L.Layer): void {
    this.#extras.add(layer);
    layer.addTo(this.#map);
  }

  remove(layer: L.Layer): void {
    this.#extras.delete(layer);
    layer.remove();
  }

  /** Show everything of the active mode. */
  showAll(): void {
    this.#mode?.showAll();
  }

  zoomBy(steps: number): void {
    this.viewport.touch();
    this.#map.setZoom(Math.round(this.#map.getZoom()) + steps, { animate: !this.viewport.isStill });
  }

  /** Pixels of the map on the screen. */
  get size(): { readonly width: number; readonly height: number } {
    const { x, y } = this.#map.getSize();
    return { width: x, height: y };
  }

  /** Draw the map for paper: sharply, in the colours of paper. The returned function restores the screen. */
  drawForPaper(): () => void {
    this.#leastDensity = PAPER_DENSITY;
    this.refreshColours();
    this.#draw(performance.now());
    return () => {
      this.#leastDensity = 0;
      this.refreshColours();
    };
  }

  /** Give the keys to the map. */
  focus(): void {
    this.#container.focus();
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

  close(): void {
    cancelAnimationFrame(this.#nextFrame);
    this.#abort.abort();
    this.use(null);
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
    return [this.#base, ...(this.#mode?.layers ?? []), ...this.#extras].filter((layer) => layer instanceof CanvasLayer);
  }

  #forwardPointer(): void {
    this.#map.on("click", ({ containerPoint: { x, y } }) => {
      if (this.#tool !== null) this.#tool.onPlace(this.#placeAt(x, y));
      else this.#mode?.pointer.onClick(x, y);
    });
    this.#map.on("mousemove", ({ containerPoint: { x, y } }) => {
      if (this.#tool !== null) this.#tool.onPointer(this.#placeAt(x, y));
      else this.#showPointer(this.#mode?.pointer.onMove(x, y) ?? false);
    });
    this.#map.on("mouseout movestart", () => {
      this.#tool?.onPointer(null);
      this.#mode?.pointer.onLeave();
    });
    this.#map.on("dragstart", () => {
      this.viewport.touch();
      this.#mode?.pointer.onDrag();
    });
    this.#map.on("zoomend", () => this.#mode?.onZoom());
  }

  #listenForInput(): void {
    const { signal } = this.#abort;
    listenForHome(this.#container, signal, () => this.showAll());
    listenForMenu(this.#container, signal, (at) => {
      const { x, y } = at ?? this.#middle;
      const { left, top } = this.#container.getBoundingClientRect();
      this.#events.onMenu({ place: this.#placeAt(x, y), x: x + left, y: y + top });
    });
  }

  get #middle(): L.Point {
    return this.#map.getSize().divideBy(2);
  }

  #placeAt(x: number, y: number): Point {
    const { lat, lng } = this.#map.containerPointToLatLng(L.point(x, y));
    return { latitude: lat, longitude: lng };
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
      if (this.#leastDensity > 0) return;
      // Asked now and not when it is told: a fleet that was framed before a click was not moved by the click.
      if (this.viewport.isTouched) timer = setTimeout(tell, PLACE_AFTER_MS);
    });
    this.#abort.signal.addEventListener("abort", () => clearTimeout(timer));
  }

  #watchContainer(): void {
    const { signal } = this.#abort;
    const resized = new ResizeObserver(() => {
      // On paper the map is scaled whole; to fit it to its box and back would move it by a rounding error.
      if (!matchMedia("print").matches) this.#map.invalidateSize({ animate: false });
    });
    resized.observe(this.#container);
    signal.addEventListener("abort", () => resized.disconnect());
    for (const type of ["wheel", "pointerdown", "keydown"]) {
      this.#container.addEventListener(type, () => this.viewport.touch(), { signal, passive: true });
    }
  }

  #draw(nowMs: number): void {
    // Asked with every frame, since a media query for the density tells only some of its changes.
    for (const layer of this.#canvases()) layer.fitScreen(this.#leastDensity);
    this.#mode?.drawFrame(nowMs);
  }

  #loop(nowMs: number): void {
    this.#nextFrame = requestAnimationFrame((next) => this.#loop(next));
    try {
      this.#draw(nowMs);
    } catch (error) {
      // React hears of nothing that fails in a frame; without this the map would stand still and look fine.
      cancelAnimationFrame(this.#nextFrame);
      this.#events.onFailure(error);
    }
  }
}
