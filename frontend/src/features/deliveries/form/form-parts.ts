import type { ReactNode } from "react";
import type { PlaceHit } from "../../../api/places";
import type { Point } from "../../../geo/point";
import type { MapTool } from "../../../map/map-tool";

/** A map that marks a place and may ask for another. */
export interface PickMapParts {
  /** The marked place; the map flies there once for each `flight`. */
  readonly pin: (Point & { readonly name: string; readonly flight: number }) | null;
  readonly tool: MapTool | null;
  readonly onTool: (tool: MapTool | null) => void;
}

/** Parts of a form that belong to other features; the app puts them together. */
export interface FormParts {
  readonly placeField: (near: Point | null, onChoose: (hit: PlaceHit) => void) => ReactNode;
  readonly pickMap: (parts: PickMapParts) => ReactNode;
}
