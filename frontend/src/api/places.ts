import type { ApiClient } from "./client";
import type { components } from "./schema.gen";

/** A place that a text may mean. */
export type PlaceHit = components["schemas"]["PlaceHit"];
export type PlaceHits = components["schemas"]["PlaceHits"];

/** What fits beside the shipments while somebody types. */
const MOST_SUGGESTIONS = 6;
/** Towns come first and must leave room for addresses. */
const MOST_ADDRESSES = 20;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export interface PlaceQuestion {
  readonly text: string;
  /** Whether the server may send the text to its geocoder. */
  readonly withAddresses: boolean;
  /** Places near it come first. */
  readonly near: Point | null;
  readonly units: "km" | "mi";
}

export interface PlacesApi {
  /** Return what a text may mean, or in words for people why no answer came. */
  search(question: PlaceQuestion, signal: AbortSignal): Promise<PlaceHits | string>;
}

export function createPlacesApi(client: ApiClient, noAnswer: string): PlacesApi {
  return {
    async search({ text, withAddresses, near, units }, signal) {
      const query = {
        q: text,
        addresses: withAddresses,
        limit: withAddresses ? MOST_ADDRESSES : MOST_SUGGESTIONS,
        problems: "inline" as const,
        units,
        ...(near === null ? {} : { lat: near.latitude, lon: near.longitude }),
      };
      const { data, problem } = await client.get("/api/places/search", { query, signal });
      return data ?? problem?.detail ?? noAnswer;
    },
  };
}
