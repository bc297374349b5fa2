import L from "leaflet";
import { visibleText } from "../text/visible-text";
import { latLngOf } from "./framing";

const CLEARLY = 0.35;
const RADIUS = 22;
/** From the middle of the ring to its name; map.css has the gap. */
const LABEL_FROM = RADIUS + 6;

/** Ring and name of the selected shipment, above all markers. */
export class SelectedMarker extends L.Layer {
  #marker: L.Marker | null = null;
  #shipmentId: string | null = null;
  /** At first away from the card, which lies on the right. */
  #isWestbound = true;
  #labelWidth = 0;

  override onAdd(): this {
    return this;
  }

  override onRemove(): this {
    this.hide();
    return this;
  }

  /** Show at a place of the unit square, in the copy of the world that `x` is in. */
  show(shipmentId: string, x: number, y: number): void {
    const place = latLngOf(x, y);
    if (this.#marker !== null && this.#shipmentId === shipmentId) {
      if (!this.#marker.getLatLng().equals(place, 1e-9)) this.#marker.setLatLng(place);
      return;
    }
    this.hide();
    const label = document.createElement("span");
    label.className = "selected-marker__label";
    label.dir = "auto";
    label.textContent = visibleText(shipmentId);
    const icon = L.divIcon({ className: "selected-marker", iconSize: [2 * RADIUS, 2 * RADIUS], html: label });
    this.#marker = L.marker(place, { icon, interactive: false, keyboard: false, pane: "selection" }).addTo(this._map);
    this.#shipmentId = shipmentId;
    this.#labelWidth = label.offsetWidth;
  }

  /** Write the name where the shipment goes, since its trail lies where it came from; `directionDeg` may be NaN. */
  point(directionDeg: number): void {
    const east = Math.sin((directionDeg * Math.PI) / 180);
    // One that drives north or south keeps the side that it has.
    if (Math.abs(east) > CLEARLY) this.#isWestbound = east < 0;
    const isWest = isLabelWest(this.#isWestbound, this.#x(), this.#labelWidth, this._map.getSize().x);
    this.#marker?.getElement()?.classList.toggle("selected-marker--westbound", isWest);
  }

  #x(): number {
    return this.#marker === null ? 0 : this._map.latLngToContainerPoint(this.#marker.getLatLng()).x;
  }

  hide(): void {
    this.#marker?.remove();
    this.#marker = null;
    this.#shipmentId = null;
  }
}

/** Tell whether the name stands left of its shipment: on the wanted side, unless only the other one has room on the map. */
export function isLabelWest(isWanted: boolean, x: number, labelWidth: number, mapWidth: number): boolean {
  const fitsWest = x - LABEL_FROM - labelWidth >= 0;
  const fitsEast = x + LABEL_FROM + labelWidth <= mapWidth;
  return fitsWest === fitsEast ? isWanted : fitsWest;
}
