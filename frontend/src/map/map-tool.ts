import type L from "leaflet";
import type { Point } from "../geo/point";
import type { Shortcuts } from "../ui/use-shortcuts";

/** What a person uses over the mode, such as a ruler: clicks on the map are the tool's while it is in use. */
export interface MapTool {
  /** From the bottom up. The stage adds and removes them. */
  readonly layers: readonly L.Layer[];
  /** Keys of the whole page; Enter and Escape are the same for all tools. */
  readonly shortcuts: Shortcuts;
  /** A click, or the key Enter at the cross-hair in the middle of the map. */
  onPlace(place: Point): void;
  /** The pointer is over a place, or left the map (null). */
  onPointer(place: Point | null): void;
}
