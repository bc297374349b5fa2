import type L from "leaflet";
import { metresPerUnit, worldX, worldY } from "../geo/earth";
import { copyFrom, nearestArc, nearestCopy } from "../geo/longitude";
import type { Point } from "../geo/point";
import type { WorldBox } from "./frame-fleet";
import { boundsOf, latLngOf, middleInWorld, roomFor } from "./framing";

/** Zoom to look at one shipment with. */
const CLOSE_ZOOM = 13;
const FLY_S = 0.8;
/** A box this near to the edge of the map counts as outside of it. */
const EDGE_SHARE = 0.05;

/** Moves the map. */
export class Viewport {
  readonly #map: L.Map;
  readonly #reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  #isTouched = false;
  #isFlying = false;

  constructor(map: L.Map) {
    this.#map = map;
    map.on("moveend", () => {
      this.#isFlying = false;
    });
  }

  /** Whether a person chose what the map shows, so that nothing else may choose it. */
  get isTouched(): boolean {
    return this.#isTouched;
  }

  touch(): void {
    this.#isTouched = true;
  }

  /** Whether the person asked their system for less motion. */
  get isStill(): boolean {
    return this.#reducedMotion.matches;
  }

  /** The middle of the map. */
  get centre(): Point {
    return pointOf(this.#map.getCenter());
  }

  /** Return the place at pixels of the map's container. */
  pointAt(x: number, y: number): Point {
    return pointOf(this.#map.containerPointToLatLng([x, y]));
  }

  get zoom(): number {
    return this.#map.getZoom();
  }

  /** Metres that a pixel is in the middle of the map. */
  get metresPerPx(): number {
    return metresPerUnit(this.#map.getCenter().lat) / this.#map.getZoomScale(this.zoom, 0) / 256;
  }

  /** Show a place in the middle, near enough to look at one shipment. */
  flyToPlace({ latitude, longitude }: Point): void {
    this.touch();
    this.flyTo(this.copyInView(worldX(longitude)), worldY(latitude));
  }

  /** Return the copy of a place that is nearest to the middle of the map. */
  copyInView(x: number): number {
    return nearestCopy(x, worldX(this.#map.getCenter().lng));
  }

  /** Tell whether any copy of a place is in sight. */
  shows(x: number, y: number): boolean {
    const bounds = this.#map.getBounds();
    const [west, east] = [worldX(bounds.getWest()), worldX(bounds.getEast())];
    return copyFrom(x, west) <= east && y >= worldY(bounds.getNorth()) && y <= worldY(bounds.getSouth());
  }

  /** Tell whether a box is in sight as a whole. */
  sees(box: WorldBox): boolean {
    return this.#map
      .getBounds()
      .pad(-EDGE_SHARE)
      .contains(boundsOf(this.#boxInView(box)));
  }

  /** Show a box as a whole, but no nearer than one looks at one shipment. */
  showBox(box: WorldBox, animate: boolean): void {
    const bounds = boundsOf(this.#boxInView(box));
    const options = { ...roomFor(this.#map.getSize()), maxZoom: CLOSE_ZOOM, duration: FLY_S };
    if (animate && !this.isStill) this.#map.flyToBounds(bounds, options);
    else this.#map.fitBounds(bounds, { ...options, animate: false });
  }

  /** Show a place in the middle, near enough to look at one shipment. */
  flyTo(x: number, y: number): void {
    const zoom = Math.max(CLOSE_ZOOM, this.zoom);
    const middle = this.#middleFor(x, y, zoom);
    if (this.isStill) {
      this.#map.setView(middle, zoom, { animate: false });
      return;
    }
    this.#map.flyTo(middle, zoom, { duration: FLY_S });
    this.#isFlying = true;
  }

  /** Show a place in the middle at a zoom. */
  zoomTo(x: number, y: number, zoom: number): void {
    this.#map.setView(latLngOf(this.copyInView(x), y), zoom, { animate: !this.isStill });
  }

  /** Move the map so that a place is in its middle, unless the map is on a flight. */
  keepInMiddle(x: number, y: number): void {
    if (this.#isFlying) return;
    const at = this.#map.latLngToContainerPoint(this.#middleFor(x, y, this.zoom));
    const way = at.subtract(this.#map.getSize().divideBy(2)).round();
    if (way.x !== 0 || way.y !== 0) this.#map.panBy(way, { animate: false });
  }

  /** Return the middle of a view with a place in its middle, or nearer to the equator at the edge of the world. */
  #middleFor(x: number, y: number, zoom: number): L.LatLng {
    return latLngOf(x, middleInWorld(y, zoom, this.#map.getSize().y));
  }

  #boxInView(box: WorldBox): WorldBox {
    return { ...box, ...nearestArc(box, worldX(this.#map.getCenter().lng)) };
  }
}

function pointOf(place: L.LatLng): Point {
  const { lat, lng } = place.wrap();
  return { latitude: Math.max(-90, Math.min(90, lat)), longitude: lng };
}
