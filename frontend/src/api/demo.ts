import type { components } from "./schema.gen";

/** Whether the server lets this page start its demo fleet, and how many vehicles that has. */
export type Demo = components["schemas"]["Demo"];

export interface DemoApi {
  /** Return where it stands, or null where the server does not say: then there is nothing to offer. */
  show(): Promise<Demo | null>;
  /** Start it; return what went wrong in words for people, or null. */
  start(): Promise<string | null>;
}

const ADDRESS = "api/demo";

export function createDemoApi(fetchFrom: typeof fetch, noAnswer: string): DemoApi {
  return {
    async show() {
      try {
        const answer = await fetchFrom(ADDRESS);
        return answer.ok ? ((await answer.json()) as Demo) : null;
      } catch {
        return null;
      }
    },
    async start() {
      try {
        const headers = { "Content-Type": "application/json" };
        const answer = await fetchFrom(ADDRESS, { method: "POST", headers, body: "{}" });
        if (answer.ok) return null;
        return ((await answer.json()) as { detail?: string }).detail ?? noAnswer;
      } catch {
        return noAnswer;
      }
    },
  };
}
