import type { ApiClient } from "./client";
import type { components } from "./schema.gen";

/** Whether the server lets this page start its demo, and how many vehicles that has beside its company. */
export type Demo = components["schemas"]["Demo"];

export interface DemoApi {
  /** Return where it stands, or null where the server does not say: then there is nothing to offer. */
  show(): Promise<Demo | null>;
  /** Start it; return what went wrong in words for people, or null. */
  start(): Promise<string | null>;
}

export function createDemoApi(client: ApiClient, noAnswer: string): DemoApi {
  return {
    async show() {
      const { data } = await client.get("/api/demo");
      return data;
    },
    async start() {
      const { data, problem } = await client.post("/api/demo", {});
      return data === null ? (problem?.detail ?? noAnswer) : null;
    },
  };
}
