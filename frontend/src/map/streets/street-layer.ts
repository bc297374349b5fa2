import L from "leaflet";
import { worldX, worldY } from "../../geo/earth";
import type { BaseMap, GroundPainter } from "../base-map";
import type { CanvasFrame } from "../canvas-layer";
import type { WorldBox } from "../frame-fleet";
import { type Palette, readPalette } from "../palette";
import { drawStreets, isRestingZoom } from "./draw-streets";
import { drawPlaceNames } from "./place-names";
import type { StreetFile } from "./street-file";
import { drawStreetNames } from "./street-names";
import type { PlacedTile } from "./street-tile";
import { openArchive, StreetTiles, type TileArchive } from "./street-tiles";
import { isStreetMap, parentOf, type TileInSight, tilesInSight, tileZoom } from "./tile-grid";

/**
 * Draws a file of vector tiles, sharp at every zoom, and nothing where the file has nothing.
 *
 * It draws on the canvas of the base map, since a second one over the whole map costs frames.
 */
class StreetLayer extends L.Layer implements GroundPainter {
  readonly #base: BaseMap;
  readonly #file: StreetFile;
  readonly #tiles: StreetTiles;
  #palette: Palette = readPalette();
  #nextDraw = 0;

  constructor(base: BaseMap, file: StreetFile, archive: TileArchive, languages: readonly string[]) {
    super();
    this.#base = base;
    this.#file = file;
    const plain = languages.flatMap((tag) => [tag, tag.split("-", 1)[0] ?? tag]);
    this.#tiles = new StreetTiles(archive, [...new Set(plain)], () => this.#drawSoon());
  }

  override onAdd(): this {
    this.#palette = readPalette();
    this.#base.addPainter(this);
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.#nextDraw);
    this.#nextDraw = 0;
    this.#base.removePainter(this);
    return this;
  }

  override getAttribution(): string {
    return this.#file.credit;
  }

  /** Take it off the map for good. */
  close(): void {
    this.#tiles.close();
    this.remove();
  }

  refreshColours(): void {
    this.#palette = readPalette();
  }

  drawGround(pen: CanvasRenderingContext2D, frame: CanvasFrame): void {
    drawStreets(pen, frame.zoom, this.#place(frame), this.#palette.city);
  }

  drawNames(pen: CanvasRenderingContext2D, frame: CanvasFrame): void {
    if (!isRestingZoom(frame.zoom)) return;
    const tiles = this.#place(frame);
    drawStreetNames(pen, frame, tiles, this.#palette.city.name);
    drawPlaceNames(pen, frame.zoom, tiles, this.#palette);
  }

  hidesGraticule(frame: CanvasFrame): boolean {
    return isStreetMap(frame, this.#file.bounds);
  }

  namedArea(frame: CanvasFrame): WorldBox | null {
    if (tileZoom(frame.zoom, this.#file.minZoom, this.#file.maxZoom) === null) return null;
    const [west, south, east, north] = this.#file.bounds;
    return { west: worldX(west), east: worldX(east), north: worldY(north), south: worldY(south) };
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

  /** Draw once a frame, however many tiles arrive in it. */
  #drawSoon(): void {
    if (this.#nextDraw !== 0) return;
    this.#nextDraw = requestAnimationFrame(() => {
      this.#nextDraw = 0;
      this.#base.redraw();
    });
  }
}

/** Return a layer that draws the file with the base map, names in the first of the reader's languages that it has. */
export function createStreetLayer(
  base: BaseMap,
  file: StreetFile,
  archive: TileArchive = openArchive(file.url),
  languages: readonly string[] = navigator.languages,
): L.Layer & { close(): void } {
  return new StreetLayer(base, file, archive, languages);
}
