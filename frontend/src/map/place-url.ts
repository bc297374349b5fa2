import { wrappedLongitude } from "../geo/longitude";
import type { UrlSlice } from "../ui/url-slice";
import type { MapPlace } from "./map-place";

export interface PlaceInUrl {
  /** What the map shows, once the person moved it. */
  readonly place: MapPlace | null;
}

/** The place of the map in the address. */
export const placeUrl: UrlSlice<PlaceInUrl, "map"> = {
  keys: ["map"],
  parse: (get) => ({ place: parsePlace(get("map")) }),
  format: ({ place }) => ({ map: place === null ? null : formatPlace(place) }),
};

/** Return zoom, latitude and longitude as the addresses of most maps have them: 13/38.90500/-77.03000. */
function formatPlace({ zoom, latitude, longitude }: MapPlace): string {
  return `${zoom}/${latitude.toFixed(5)}/${longitude.toFixed(5)}`;
}

function parsePlace(text: string | null): MapPlace | null {
  const parts = (text ?? "").split("/");
  const [zoom = Number.NaN, latitude = Number.NaN, longitude = Number.NaN] = parts.map((part) =>
    part.trim() === "" ? Number.NaN : Number(part),
  );
  const isPlace =
    parts.length === 3 && zoom >= 0 && zoom <= 22 && Math.abs(latitude) <= 90 && Number.isFinite(longitude);
  return isPlace ? { zoom, latitude, longitude: wrappedLongitude(longitude) } : null;
}
