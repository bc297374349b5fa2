import L from "leaflet";

/** What a layer needs to know to draw: world coordinates (0 to 1) to canvas pixels is `(x - west) * scale`. */
export interface CanvasFrame {
  /** CSS pixels of the canvas, margins included. */
  readonly width: number;
  readonly height: number;
  readonly west: number;
  readonly north: number;
  /** CSS pixels for the whole world. */
  readonly scale: number;
  readonly zoom: number;
  /** Device pixels per CSS pixel. */
  readonly density: number;
}

/** The map rests at multiples of this zoom; in between it is on its way. */
export const ZOOM_STEP = 0.25;

/** More device pixels than this cost frames and show nothing. */
const MAX_DENSITY = 2;

/** A canvas that covers the map and a margin around it, and follows pans and zooms. Subclasses draw. */
export abstract class CanvasLayer extends L.Layer {
  protected readonly canvas = document.createElement("canvas");
  protected frame: CanvasFrame | null = null;
  protected isZooming = false;
  readonly #paneName: string;
  readonly #marginPx: number;
  #leastDensity = 0;

  constructor(paneName: string, marginPx: number) {
    super({ pane: paneName });
    if (this.canvas.getContext("2d") === null) throw new Error("this browser gives out no canvas to draw on");
    this.#paneName = paneName;
    this.#marginPx = marginPx;
    this.canvas.className = "leaflet-zoom-animated";
    // Everything on the map is in the list too, which assistive technology can read.
    this.canvas.setAttribute("aria-hidden", "true");
  }

  /** Called when the frame changed: pan, zoom, resize, another screen. */
  protected abstract onFrame(): void;

  /** Take the colours of the current theme. */
  abstract refreshColours(): void;

  override onAdd(map: L.Map): this {
    map.getPane(this.#paneName)?.append(this.canvas);
    this.#place();
    return this;
  }

  override onRemove(): this {
    this.canvas.remove();
    // The end of a zoom is not told to a layer that is off the map.
    this.isZooming = false;
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      move: () => this.#place(),
      zoom: () => this.#place(),
      viewreset: () => this.#place(),
      resize: () => this.#place(),
      zoomanim: (event) => this.#zoom(event as L.ZoomAnimEvent),
      zoomend: () => {
        this.isZooming = false;
        this.#place();
      },
    };
  }

  /**
   * Draw with the pixels of the screen that the window is on, if that is another than before. Costs nothing to ask.
   *
   * Paper is finer than most screens: draw with at least `leastDensity` pixels per CSS pixel.
   */
  fitScreen(leastDensity = 0): void {
    this.#leastDensity = leastDensity;
    if (this.frame !== null && this.frame.density !== pixelDensity(leastDensity)) this.#place();
  }

  /** Return a canvas pixel as a point of the map's container. */
  toContainer(x: number, y: number): L.Point {
    return L.point(x - this.#marginPx, y - this.#marginPx);
  }

  get marginPx(): number {
    return this.#marginPx;
  }

  #place(): void {
    const map = this._map;
    if (!map || this.isZooming) return;
    const size = map.getSize();
    // A page that takes the map out tells Leaflet of its size first; nothing can be drawn on no pixels.
    if (size.x === 0 || size.y === 0) return;
    const corner = map.getPixelBounds().min ?? L.point(0, 0);
    const scale = 256 * 2 ** map.getZoom();
    L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([-this.#marginPx, -this.#marginPx]));
    this.frame = {
      width: size.x + 2 * this.#marginPx,
      height: size.y + 2 * this.#marginPx,
      west: (corner.x - this.#marginPx) / scale,
      north: (corner.y - this.#marginPx) / scale,
      scale,
      zoom: map.getZoom(),
      density: pixelDensity(this.#leastDensity),
    };
    this.#resize(this.frame);
    this.onFrame();
  }

  #resize({ width, height, density }: CanvasFrame): void {
    const [deviceWidth, deviceHeight] = [Math.round(width * density), Math.round(height * density)];
    // Zooming the page changes the CSS pixels and may leave the device pixels as they are.
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    if (this.canvas.width === deviceWidth && this.canvas.height === deviceHeight) return;
    this.canvas.width = deviceWidth;
    this.canvas.height = deviceHeight;
  }

  /** Let the picture of the old zoom grow or shrink with Leaflet's own animation; the end draws it sharp. */
  #zoom({ center, zoom }: L.ZoomAnimEvent): void {
    const map = this._map;
    const pane = map.getPane("mapPane");
    if (this.frame === null || pane === undefined) return;
    this.isZooming = true;
    const growth = map.getZoomScale(zoom, this.frame.zoom);
    const origin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(L.DomUtil.getPosition(pane));
    const corner = L.point(this.frame.west, this.frame.north).multiplyBy(this.frame.scale * growth);
    L.DomUtil.setTransform(this.canvas, corner.subtract(origin.round()), growth);
  }
}

function pixelDensity(least: number): number {
  return Math.max(least, Math.min(MAX_DENSITY, devicePixelRatio));
}
