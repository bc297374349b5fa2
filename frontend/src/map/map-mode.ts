import type L from "leaflet";
import type { Shortcuts } from "../ui/use-shortcuts";
import type { Viewport } from "./viewport";

/** One way to use the map: what it shows over the ground, and what the pointer and the keys do there. */
export interface MapMode {
  /** From the bottom up. The stage adds and removes them. */
  readonly layers: readonly L.Layer[];
  readonly pointer: MapPointer;
  /** Keys of the whole page. */
  readonly shortcuts: Shortcuts;
  /** Whether the mode moves the map by itself, so that its place is not the choice of a person. */
  readonly isSteering: boolean;
  /** Called before the layers are added. What this starts, `deactivate` stops. */
  activate(viewport: Viewport): void;
  /** Called after the layers were removed. */
  deactivate(): void;
  /** Show everything that the mode has. */
  showAll(): void;
  /** Called once a frame, before the browser paints. */
  drawFrame(nowMs: number): void;
  /** The map rests at another zoom. */
  onZoom(): void;
}

/** What the pointer does, in pixels of the map's container. */
export interface MapPointer {
  onClick(x: number, y: number): void;
  /** Returns whether a click there has something to act on. */
  onMove(x: number, y: number): boolean;
  /** The pointer left the map, or the map moves under it. */
  onLeave(): void;
  /** A person began to drag the map. */
  onDrag(): void;
}
