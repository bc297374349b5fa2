import L from "leaflet";
import { visibleText } from "../../text/visible-text";

/** A driver as the map shows it. */
export interface DriverMark {
  readonly driverId: string;
  readonly latitude: number;
  readonly longitude: number;
  /** The number of stops left; null where no route is known. */
  readonly stops: number | null;
  /** Names the marker for a screen reader. */
  readonly label: string;
  readonly isStale: boolean;
  readonly isSuspect: boolean;
  readonly isSelected: boolean;
}

/** More elements than this cost frames; the drivers nearest to the middle of the map are shown. */
const MOST_MARKERS = 400;
/** More markers than this are no place to walk with the keyboard. */
const MOST_TAB_STOPS = 30;

interface Held {
  readonly marker: L.Marker;
  mark: DriverMark;
}

/** Drivers as markers with the number of stops left. Nothing runs between two calls of `show`, but for a moved map. */
export class DriverMarkers extends L.Layer {
  readonly #onSelect: (driverId: string) => void;
  readonly #held = new Map<string, Held>();
  #marks: readonly DriverMark[] = [];

  constructor(onSelect: (driverId: string) => void) {
    super();
    this.#onSelect = onSelect;
  }

  override onAdd(): this {
    this.#place();
    return this;
  }

  override onRemove(): this {
    for (const { marker } of this.#held.values()) marker.remove();
    this.#held.clear();
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return { moveend: () => this.#place() };
  }

  show(marks: readonly DriverMark[]): void {
    this.#marks = marks;
    if (this._map) this.#place();
  }

  #place(): void {
    const wanted = this.#inSight();
    const isWalkable = wanted.length <= MOST_TAB_STOPS;
    const kept = new Set(wanted.map(({ driverId }) => driverId));
    for (const [driverId, { marker }] of this.#held) {
      if (kept.has(driverId)) continue;
      marker.remove();
      this.#held.delete(driverId);
    }
    for (const mark of wanted) this.#put(mark, isWalkable);
  }

  #inSight(): readonly DriverMark[] {
    const bounds = this._map.getBounds().pad(0.1);
    const shown = this.#marks.filter((mark) => mark.isSelected || bounds.contains(placeOf(mark)));
    if (shown.length <= MOST_MARKERS) return shown;
    const middle = bounds.getCenter();
    const away = (mark: DriverMark) => (mark.isSelected ? -1 : middle.distanceTo(placeOf(mark)));
    return shown.toSorted((a, b) => away(a) - away(b)).slice(0, MOST_MARKERS);
  }

  #put(mark: DriverMark, isWalkable: boolean): void {
    const held = this.#held.get(mark.driverId);
    if (held === undefined) {
      const marker = L.marker(placeOf(mark), { icon: iconOf(), keyboard: true, pane: "selection" }).addTo(this._map);
      marker.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.#onSelect(mark.driverId);
      });
      marker.getElement()?.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        this.#onSelect(mark.driverId);
      });
      this.#held.set(mark.driverId, { marker, mark });
      dress(marker, mark, isWalkable);
      return;
    }
    const { marker } = held;
    if (!marker.getLatLng().equals(placeOf(mark), 1e-9)) marker.setLatLng(placeOf(mark));
    held.mark = mark;
    dress(marker, mark, isWalkable);
  }
}

function placeOf({ latitude, longitude }: DriverMark): L.LatLng {
  return L.latLng(latitude, longitude);
}

function iconOf(): L.DivIcon {
  return L.divIcon({ className: "driver-marker", iconSize: [28, 28], html: document.createElement("span") });
}

function dress(marker: L.Marker, mark: DriverMark, isWalkable: boolean): void {
  const element = marker.getElement();
  if (element === undefined) return;
  const { label, stops, isStale, isSuspect, isSelected, driverId } = mark;
  if (element.getAttribute("aria-label") !== label) element.setAttribute("aria-label", label);
  element.title = visibleText(driverId);
  element.tabIndex = isWalkable ? 0 : -1;
  element.classList.toggle("driver-marker--stale", isStale);
  element.classList.toggle("driver-marker--suspect", isSuspect);
  element.classList.toggle("driver-marker--selected", isSelected);
  const text = stops === null ? "" : String(stops);
  const number = element.firstElementChild;
  if (number !== null && number.textContent !== text) number.textContent = text;
}
