import L from "leaflet";

/** A cross at the middle of the map, for those who choose a place without a pointer; takes the focus meanwhile. */
export class CrossHair extends L.Layer {
  readonly #cross = document.createElement("div");
  #focusBefore: Element | null = null;

  constructor() {
    super();
    this.#cross.className = "cross-hair";
    this.#cross.setAttribute("aria-hidden", "true");
  }

  override onAdd(map: L.Map): this {
    const container = map.getContainer();
    this.#focusBefore = document.activeElement;
    container.classList.add("is-picking");
    // Beside the map, since panes of the map lie above what is in it.
    container.after(this.#cross);
    // The arrows pan a map that has the focus.
    container.focus({ preventScroll: true });
    return this;
  }

  override onRemove(map: L.Map): this {
    map.getContainer().classList.remove("is-picking");
    this.#cross.remove();
    if (this.#focusBefore instanceof HTMLElement) this.#focusBefore.focus({ preventScroll: true });
    return this;
  }
}
