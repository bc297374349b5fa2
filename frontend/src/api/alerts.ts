import type { ApiClient, Problem } from "./client";
import type { AlertPage } from "./types";

type Units = "km" | "mi";

/** What a person does about alerts. */
export type AlertAct = { readonly act: "acknowledge" } | { readonly act: "snooze"; readonly until: number };

export interface ActResult {
  readonly done: number;
  /** Why the others were refused, each reason once. */
  readonly refusals: readonly string[];
}

/** Changes alerts, and counts those that wait for a person; no call throws. */
export interface AlertsApi {
  act(alertIds: readonly string[], act: AlertAct): Promise<ActResult>;
  /** Return all open alerts, with their places in these units, or null where the server does not say. */
  list(place: Units | null, signal: AbortSignal): Promise<AlertPage | null>;
  /** Return the number of lines with open alerts, or null where the server does not say. */
  count(signal: AbortSignal): Promise<number | null>;
}

/** Requests that are under way at once. */
const AT_ONCE = 6;

export function createAlertsApi(client: ApiClient, noAnswer: string): AlertsApi {
  const actOn = async (id: string, act: AlertAct): Promise<Problem | null> => {
    const body = act.act === "snooze" ? { until: act.until } : undefined;
    const path = `/api/alerts/{id}/${act.act}` as const;
    const { data, problem } = await client.send<unknown>(path, { method: "POST", params: { id }, body });
    return data === null ? (problem ?? { detail: noAnswer }) : null;
  };
  return {
    act: async (alertIds, act) => {
      const problems: (Problem | null)[] = [];
      for (let from = 0; from < alertIds.length; from += AT_ONCE) {
        problems.push(...(await Promise.all(alertIds.slice(from, from + AT_ONCE).map((id) => actOn(id, act)))));
      }
      const refusals = problems.filter((problem) => problem !== null);
      return {
        done: problems.length - refusals.length,
        refusals: [...new Set(refusals.map(({ detail }) => detail))],
      };
    },
    list: async (place, signal) => {
      const { data } = await client.get("/api/alerts", {
        query: { snoozed: "true", ...(place === null ? {} : { place }) },
        signal,
      });
      return data;
    },
    count: async (signal) => {
      const { data } = await client.get("/api/alerts", { query: { state: "open" }, signal });
      return data === null ? null : data.lines.length;
    },
  };
}
