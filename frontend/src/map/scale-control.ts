import L from "leaflet";

/** The scale of the map in the corner, that of the latitude in the middle. */
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
  }
}
