import type L from "leaflet";
import { type CanvasFrame, CanvasLayer } from "../canvas-layer";
import { GroundPicture } from "../ground-picture";
import { type Palette, readPalette } from "../palette";
import { drawStreets, isRestingZoom } from "./draw-streets";
import { drawPlaceNames } from "./place-names";
import type { StreetFile } from "./street-file";
import { drawStreetNames } from "./street-names";
import type { PlacedTile } from "./street-tile";
import { openArchive, StreetTiles, type TileArchive } from "./street-tiles";
import { parentOf, type TileInSight, tilesInSight, tileZoom } from "./tile-grid";

/** Draws a file of vector tiles, sharp at every zoom, and nothing where the file has nothing. */
export class StreetLayer extends CanvasLayer {
  readonly #file: StreetFile;
  readonly #tiles: StreetTiles;
  readonly #ground = new GroundPicture({ isOpaque: false });
  #palette: Palette = readPalette();
  #nextDraw = 0;

  constructor(file: StreetFile, archive: TileArchive = openArchive(file.url), languages = navigator.languages) {
    super("streets", 0);
    this.#file = file;
    const plain = languages.flatMap((tag) => [tag, tag.split("-", 1)[0] ?? tag]);
    this.#tiles = new StreetTiles(archive, [...new Set(plain)], () => this.#drawSoon());
  }

  override onRemove(): this {
    cancelAnimationFrame(this.#nextDraw);
    this.#nextDraw = 0;
    return super.onRemove();
  }

  override getAttribution(): string {
    return this.#file.credit;
  }

  /** Take it off the map for good. */
  close(): void {
    this.#tiles.close();
    this.remove();
  }

  override refreshColours(): void {
    this.#palette = readPalette();
    this.#redraw();
  }

  protected override onFrame(): void {
    const pen = this.canvas.getContext("2d");
    const { frame } = this;
    if (pen === null || frame === null) return;
    const ground = this.#ground.show(frame, (part, partFrame) => this.#drawGround(part, partFrame));
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalCompositeOperation = "copy";
    pen.drawImage(ground, 0, 0);
    pen.globalCompositeOperation = "source-over";
    pen.setTransform(frame.density, 0, 0, frame.density, 0, 0);
    if (!isRestingZoom(frame.zoom)) return;
    const tiles = this.#place(frame);
    drawStreetNames(pen, frame, tiles, this.#palette.city.name);
    drawPlaceNames(pen, frame.zoom, tiles, this.#palette);
  }

  #drawGround(pen: CanvasRenderingContext2D, frame: CanvasFrame): void {
    pen.clearRect(0, 0, frame.width, frame.height);
    drawStreets(pen, frame.zoom, this.#place(frame), this.#palette.city);
  }

  /** Return the tiles of a frame; for each that still loads, the nearest one around it that is in memory. */
  #place(frame: CanvasFrame): readonly PlacedTile[] {
    const { minZoom, maxZoom } = this.#file;
    const z = tileZoom(frame.zoom, minZoom, maxZoom);
    if (z === null) return [];
    const [coarse, fine] = [new Map<string, PlacedTile>(), [] as PlacedTile[]];
    for (const wanted of tilesInSight(frame, z)) {
      const tile = this.#tiles.request(wanted);
      if (tile === null) this.#addParent(coarse, wanted, frame);
      else fine.push({ tile, frame: { ...frame, west: frame.west - wanted.turn } });
    }
    return [...coarse.values(), ...fine];
  }

  #addParent(found: Map<string, PlacedTile>, wanted: TileInSight, frame: CanvasFrame): void {
    for (let at = wanted; at.z > this.#file.minZoom; ) {
      at = parentOf(at);
      const tile = this.#tiles.peek(at);
      if (tile === null) continue;
      found.set(`${at.z}/${at.x}/${at.y}/${at.turn}`, { tile, frame: { ...frame, west: frame.west - at.turn } });
      return;
    }
  }

  #redraw(): void {
    this.#ground.forget();
    if (!this.isZooming) this.onFrame();
  }

  /** Draw once a frame, however many tiles arrive in it. */
  #drawSoon(): void {
    if (this.#nextDraw !== 0) return;
    this.#nextDraw = requestAnimationFrame(() => {
      this.#nextDraw = 0;
      this.#redraw();
    });
  }
}

/** Return a layer that draws the file. */
export function createStreetLayer(file: StreetFile): StreetLayer & L.Layer {
  return new StreetLayer(file);
}
