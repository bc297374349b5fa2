import type { ApiClient } from "./client";
import type { components } from "./schema.gen";

/** Where a place lies, seen from a town; no town where none is within reach. */
export type PlaceName = components["schemas"]["PlaceName"];
/** The same with the credit for it. */
export type CreditedName = components["schemas"]["NamedPlace"];

export type Town = components["schemas"]["PlaceTown"];

/** A part of the map in degrees; west is greater than east where it crosses the antimeridian. */
export interface TownBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Asks the server for names of places; null where it does not answer. */
export interface PlaceNamesApi {
  /** `units` are those of the distance in its text. */
  nameOf(latitude: number, longitude: number, signal: AbortSignal, units?: "km" | "mi"): Promise<CreditedName | null>;
  /** Return the largest towns of a box, the largest first. */
  townsIn(box: TownBox, limit: number, signal: AbortSignal): Promise<readonly Town[] | null>;
}

export function createPlaceNamesApi(client: ApiClient): PlaceNamesApi {
  return {
    async nameOf(latitude, longitude, signal, units = "km") {
      const query = { lat: latitude, lon: longitude, units };
      const { data } = await client.get("/api/places/nearest", { query, signal });
      return data;
    },
    async townsIn({ west, south, east, north }, limit, signal) {
      const bbox = [west, south, east, north].join(",");
      const { data } = await client.get("/api/places/towns", { query: { bbox, limit }, signal });
      return data?.towns ?? null;
    },
  };
}
