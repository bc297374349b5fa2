import L from "leaflet";
import { latitudeOf, longitudeOf } from "../live/geo";

const CLEARLY = 0.35;

/** Ring and name of the selected shipment, above all markers. */
export class SelectedMarker {
  readonly #map: L.Map;
  #marker: L.Marker | null = null;
  #shipmentId: string | null = null;
  /** At first away from the card, which lies on the right. */
  #isWestbound = true;

  constructor(map: L.Map) {
    this.#map = map;
  }

  /** Show at a place of the unit square. */
  show(shipmentId: string, x: number, y: number): void {
    const place = L.latLng(latitudeOf(y), longitudeOf(x));
    if (this.#marker !== null && this.#shipmentId === shipmentId) {
      if (!this.#marker.getLatLng().equals(place, 1e-9)) this.#marker.setLatLng(place);
      return;
    }
    this.hide();
    const label = document.createElement("span");
    label.className = "selected-marker__label";
    label.textContent = shipmentId;
    const icon = L.divIcon({ className: "selected-marker", iconSize: [44, 44], html: label });
    this.#marker = L.marker(place, { icon, interactive: false, keyboard: false, pane: "selection" }).addTo(this.#map);
    this.#shipmentId = shipmentId;
  }

  /** Write the name where the shipment goes, since its trail lies where it came from; `directionDeg` may be NaN. */
  point(directionDeg: number): void {
    const east = Math.sin((directionDeg * Math.PI) / 180);
    // One that drives north or south keeps the side that it has.
    if (Math.abs(east) > CLEARLY) this.#isWestbound = east < 0;
    this.#marker?.getElement()?.classList.toggle("selected-marker--westbound", this.#isWestbound);
  }

  hide(): void {
    this.#marker?.remove();
    this.#marker = null;
    this.#shipmentId = null;
  }
}
