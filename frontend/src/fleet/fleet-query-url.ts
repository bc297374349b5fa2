import { oneOf, type UrlSlice } from "../ui/url-slice";
import { FLEET_SORTS, type FleetQuery, WHOLE_FLEET } from "./fleet-query";
import { MOTION_STATUSES } from "./motion-status";
import { SILENCE_LIMITS } from "./silence";

export interface FleetQueryInUrl {
  readonly query: FleetQuery;
}

type Key = "q" | "driver" | "status" | "silence" | "silent" | "sort";

/** What part of the fleet is wanted, in the address. */
export const fleetQueryUrl: UrlSlice<FleetQueryInUrl, Key> = {
  keys: ["q", "driver", "status", "silence", "silent", "sort"],
  parse: (get) => {
    const named = (get("status") ?? "").split(",");
    const statuses = MOTION_STATUSES.filter((status) => named.includes(status));
    const query: FleetQuery = {
      search: get("q") ?? "",
      driver: get("driver") || null,
      statuses: statuses.length === 0 ? MOTION_STATUSES : statuses,
      silence: oneOf(SILENCE_LIMITS, get("silence")) ?? WHOLE_FLEET.silence,
      showsSilent: get("silent") === "1",
      sort: oneOf(FLEET_SORTS, get("sort")) ?? WHOLE_FLEET.sort,
    };
    return { query };
  },
  format: ({ query: { search, driver, statuses, silence, showsSilent, sort } }) => ({
    q: search === "" ? null : search,
    driver,
    status: statuses.length < MOTION_STATUSES.length ? statuses.join() : null,
    silence: silence === WHOLE_FLEET.silence ? null : silence,
    silent: showsSilent ? "1" : null,
    sort: sort === WHOLE_FLEET.sort ? null : sort,
  }),
};
