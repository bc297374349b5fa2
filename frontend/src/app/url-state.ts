import { FLEET_SORTS, type FleetQuery, WHOLE_FLEET } from "../fleet/fleet-query";
import { MOTION_STATUSES } from "../fleet/motion-status";
import { SILENCE_LIMITS } from "../fleet/silence";
import { wrappedLongitude } from "../geo/longitude";
import type { MapPlace } from "../map/map-place";

/** What the address of the page holds, so that copying it shares the view. */
export interface UrlState {
  readonly shipment: string | null;
  readonly isFollowing: boolean;
  readonly query: FleetQuery;
  /** What the map shows, once the person moved it. */
  readonly place: MapPlace | null;
  readonly hasTrail: boolean;
  readonly hasClusters: boolean;
}

/** Return the state of an address; what makes no sense in it counts as absent. */
export function parseUrlState(search: string): UrlState {
  const params = new URLSearchParams(search);
  const shipment = params.get("shipment") || null;
  const named = (params.get("status") ?? "").split(",");
  const statuses = MOTION_STATUSES.filter((status) => named.includes(status));
  return {
    shipment,
    isFollowing: shipment !== null && params.get("follow") === "1",
    query: {
      search: params.get("q") ?? "",
      driver: params.get("driver") || null,
      statuses: statuses.length === 0 ? MOTION_STATUSES : statuses,
      silence: oneOf(SILENCE_LIMITS, params.get("silence")) ?? WHOLE_FLEET.silence,
      showsSilent: params.get("silent") === "1",
      sort: oneOf(FLEET_SORTS, params.get("sort")) ?? WHOLE_FLEET.sort,
    },
    place: parsePlace(params.get("map")),
    hasTrail: params.get("trail") !== "0",
    hasClusters: params.get("clusters") === "1",
  };
}

/** Return the part of an address from `?` on, without what is at its default. */
export function formatUrlState({ shipment, isFollowing, query, place, hasTrail, hasClusters }: UrlState): string {
  const params = new URLSearchParams();
  if (shipment !== null) params.set("shipment", shipment);
  if (shipment !== null && isFollowing) params.set("follow", "1");
  if (query.search !== "") params.set("q", query.search);
  if (query.driver !== null) params.set("driver", query.driver);
  if (query.statuses.length < MOTION_STATUSES.length) params.set("status", query.statuses.join());
  if (query.silence !== WHOLE_FLEET.silence) params.set("silence", query.silence);
  if (query.showsSilent) params.set("silent", "1");
  if (query.sort !== WHOLE_FLEET.sort) params.set("sort", query.sort);
  if (place !== null) params.set("map", formatPlace(place));
  if (!hasTrail) params.set("trail", "0");
  if (hasClusters) params.set("clusters", "1");
  const text = params.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}

function oneOf<T extends string>(allowed: readonly T[], value: string | null): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

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
