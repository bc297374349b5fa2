/**
 * The base maps that the server lets this page use, beside the built-in map.
 *
 * web/pages/base_maps.py writes them into the page as JSON, in the order of the view menu:
 *
 *     <meta name="tracker-base-maps" content='{"maps": [
 *       {"kind": "tiles", "name": "Streets", "url": "https://…/{z}/{x}/{y}.png", "credit": "© …",
 *        "isPhoto": false, "sendsOrigin": false},
 *       {"kind": "osm"}
 *     ], "offersOsm": true}' />
 *
 * `name` is empty for a single address without a name. The server lists `osm` only for a browser that chose it, since
 * the policy of the page must name the host. `offersOsm` tells whether a browser may choose it.
 *
 * A further kind is a member of `ServedMap`, a case in `parseMap`, one in `baseMapId`, and one in mount-base-map.ts.
 */

/** Raster tiles of the operator. */
export interface TilesMap {
  readonly kind: "tiles";
  readonly name: string;
  /** With {z}, {x} and {y} in it. */
  readonly url: string;
  readonly credit: string;
  /** Whether it shows photos, whose colours stay as they are in the dark theme. */
  readonly isPhoto: boolean;
  /** Whether its server is told the origin of the page. */
  readonly sendsOrigin: boolean;
}

/** Raster tiles of openstreetmap.org. */
export interface OsmMap {
  readonly kind: "osm";
}

export type ServedMap = TilesMap | OsmMap;

/** What is drawn without any other map. */
export interface BuiltInMap {
  readonly kind: "built-in";
}

export type ChosenMap = ServedMap | BuiltInMap;

export interface PageMaps {
  readonly maps: readonly ServedMap[];
  readonly offersOsm: boolean;
}

export const BUILT_IN: BuiltInMap = { kind: "built-in" };
export const OSM: OsmMap = { kind: "osm" };
const NO_MAPS: PageMaps = { maps: [], offersOsm: false };

/** Return the name under which a browser remembers a map. */
export function baseMapId(map: ChosenMap): string {
  return map.kind === "tiles" ? `tiles:${map.name}` : map.kind;
}

/** Return what the server put into the page; a page without it has the built-in map alone. */
export function readPageMaps(): PageMaps {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="tracker-base-maps"]');
  if (meta === null) return NO_MAPS;
  try {
    return parsePageMaps(JSON.parse(meta.content));
  } catch {
    return NO_MAPS;
  }
}

function parsePageMaps(value: unknown): PageMaps {
  const { maps, offersOsm } = fieldsOf(value);
  return { maps: Array.isArray(maps) ? maps.flatMap(parseMap) : [], offersOsm: offersOsm === true };
}

/** Return a map in a list, or an empty list for one of a kind that this page does not know. */
function parseMap(value: unknown): readonly ServedMap[] {
  const { kind, name, url, credit, isPhoto, sendsOrigin } = fieldsOf(value);
  if (kind === "osm") return [OSM];
  if (kind !== "tiles" || typeof url !== "string") return [];
  const [named, credited] = [typeof name === "string" ? name : "", typeof credit === "string" ? credit : ""];
  return [{ kind, name: named, url, credit: credited, isPhoto: isPhoto === true, sendsOrigin: sendsOrigin === true }];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
