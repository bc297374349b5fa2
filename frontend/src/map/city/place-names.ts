import { worldX, worldY } from "../../geo/earth";
import type { CanvasFrame } from "../canvas-layer";
import type { Palette } from "../palette";

interface PlaceName {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly sizePx: number;
  readonly fromZoom: number;
  /** Whether it lies on the city's ground, or else on the land around. */
  readonly isInside: boolean;
}

const place = (
  name: string,
  latitude: number,
  longitude: number,
  sizePx: number,
  fromZoom: number,
  isInside = true,
): PlaceName => ({
  name,
  x: worldX(longitude),
  y: worldY(latitude),
  sizePx,
  fromZoom,
  isInside,
});

/** Enough to know which city this is and what lies around it. */
const PLACES: readonly PlaceName[] = [
  place("Washington", 38.9072, -77.0369, 17, 9),
  place("Virginia", 38.885, -77.118, 15, 10.5, false),
  place("Maryland", 38.965, -76.935, 15, 10.5, false),
  place("Potomac", 38.815, -77.0335, 12, 11),
  place("Georgetown", 38.9077, -77.0655, 12, 12.5),
  place("Capitol Hill", 38.8865, -76.994, 12, 12.5),
  place("Anacostia", 38.8625, -76.981, 12, 12.5),
  place("Brookland", 38.933, -76.987, 12, 12.5),
  place("Petworth", 38.942, -77.025, 12, 12.5),
  place("Tenleytown", 38.9475, -77.08, 12, 12.5),
];
/** Nearer than this the names of streets tell more. */
const TO_ZOOM = 14;

/** Write the names of the city and its parts, for the view from afar. */
export function drawPlaceNames(pen: CanvasRenderingContext2D, frame: CanvasFrame, colours: Palette): void {
  if (frame.zoom >= TO_ZOOM) return;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.fillStyle = colours.label;
  for (const { name, x, y, sizePx, fromZoom, isInside } of PLACES) {
    if (frame.zoom < fromZoom) continue;
    pen.font = `600 ${sizePx}px system-ui, sans-serif`;
    const [left, top] = [(x - frame.west) * frame.scale, (y - frame.north) * frame.scale];
    pen.strokeStyle = isInside ? colours.city.ground : colours.land;
    pen.strokeText(name, left, top);
    pen.fillText(name, left, top);
  }
}
