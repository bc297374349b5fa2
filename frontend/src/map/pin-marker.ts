import L from "leaflet";
import { visibleText } from "../text/visible-text";
import { latLngOf } from "./framing";

const SIZE = 26;

/** A pin with a name, above all markers. */
export class PinMarker extends L.Layer {
  #marker: L.Marker | null = null;
  #name = "";

  override onAdd(): this {
    return this;
  }

  override onRemove(): this {
    this.hide();
    return this;
  }

  /** Show at a place of the unit square, in the copy of the world that `x` is in. */
  show(name: string, x: number, y: number): void {
    const place = latLngOf(x, y);
    if (this.#marker !== null && this.#name === name) {
      if (!this.#marker.getLatLng().equals(place, 1e-9)) this.#marker.setLatLng(place);
      return;
    }
    this.hide();
    const label = document.createElement("span");
    label.className = "place-pin__label";
    label.dir = "auto";
    label.textContent = visibleText(name);
    const icon = L.divIcon({
      className: "place-pin",
      iconSize: [SIZE, SIZE],
      iconAnchor: [SIZE / 2, SIZE],
      html: label,
    });
    this.#marker = L.marker(place, { icon, interactive: false, keyboard: false, pane: "selection" }).addTo(this._map);
    this.#name = name;
  }

  hide(): void {
    this.#marker?.remove();
    this.#marker = null;
  }
}
