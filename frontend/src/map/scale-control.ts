import L from "leaflet";

/** The scale of the map in the corner, with the zoom buttons above it. */
export class ScaleControl {
  readonly #map: L.Map;
  readonly #scale = L.control.scale({ position: "bottomright", imperial: false });

  constructor(map: L.Map) {
    this.#map = map;
  }

  /** Show miles and feet, or metres. */
  setImperial(isImperial: boolean): void {
    this.#scale.options.imperial = isImperial;
    this.#scale.options.metric = !isImperial;
    this.#scale.remove();
    this.#scale.addTo(this.#map);
    // Controls of a corner stand from its edge in the order in which they were put there.
    this.#map.zoomControl.remove();
    this.#map.zoomControl.addTo(this.#map);
  }
}
