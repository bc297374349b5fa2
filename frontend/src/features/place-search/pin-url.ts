import type { Point } from "../../geo/point";
import type { UrlSlice } from "../../ui/url-slice";

export interface PinInUrl {
  /** The chosen place; its name and an address that was typed are not in the address of the page. */
  readonly pin: Point | null;
}

/** The chosen place in the address. */
export const pinUrl: UrlSlice<PinInUrl, "place"> = {
  keys: ["place"],
  parse: (get) => ({ pin: parsePoint(get("place")) }),
  format: ({ pin }) => ({ place: pin === null ? null : `${pin.latitude.toFixed(5)},${pin.longitude.toFixed(5)}` }),
};

function parsePoint(text: string | null): Point | null {
  const parts = (text ?? "").split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [latitude = Number.NaN, longitude = Number.NaN] = parts;
  const isPoint = parts.length === 2 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPoint ? { latitude, longitude } : null;
}
