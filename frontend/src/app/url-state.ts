import { FLEET_SORTS, type FleetQuery, WHOLE_FLEET } from "../live/fleet-query";
import { MOTION_STATUSES } from "../live/motion-status";
import { SILENCE_LIMITS } from "../live/silence";

/** What the address of the page holds, so that copying it shares the view. */
export interface UrlState {
  readonly shipment: string | null;
  readonly isFollowing: boolean;
  readonly query: FleetQuery;
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
      statuses: statuses.length === 0 ? MOTION_STATUSES : statuses,
      silence: oneOf(SILENCE_LIMITS, params.get("silence")) ?? WHOLE_FLEET.silence,
      showsSilent: params.get("silent") === "1",
      sort: oneOf(FLEET_SORTS, params.get("sort")) ?? WHOLE_FLEET.sort,
    },
  };
}

/** Return the part of an address from `?` on, without what is at its default. */
export function formatUrlState({ shipment, isFollowing, query }: UrlState): string {
  const params = new URLSearchParams();
  if (shipment !== null) params.set("shipment", shipment);
  if (shipment !== null && isFollowing) params.set("follow", "1");
  if (query.search !== "") params.set("q", query.search);
  if (query.statuses.length < MOTION_STATUSES.length) params.set("status", query.statuses.join());
  if (query.silence !== WHOLE_FLEET.silence) params.set("silence", query.silence);
  if (query.showsSilent) params.set("silent", "1");
  if (query.sort !== WHOLE_FLEET.sort) params.set("sort", query.sort);
  const text = params.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}

function oneOf<T extends string>(allowed: readonly T[], value: string | null): T | undefined {
  return allowed.find((candidate) => candidate === value);
}
