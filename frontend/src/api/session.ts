import type { ApiClient } from "./client";
import type { components } from "./schema.gen";

/** Whether the server asks for keys, and whether this browser has signed in. */
export type Session = components["schemas"]["Session"];

/** Asks the server; the answer of a refused sign-in is its sentence. */
export interface SessionApi {
  /** Return the session, or null where the server does not answer: then the page is drawn and says so itself. */
  show(): Promise<Session | null>;
  /** Sign in; return what went wrong in words for people, or null. */
  signIn(key: string): Promise<string | null>;
}

/** Who waits longer than this for the answer sees the page without it; the page asks again when its stream fails. */
export const SESSION_WAIT_MS = 4_000;

export function createSessionApi(client: ApiClient, noAnswer: string): SessionApi {
  return {
    async show() {
      const { data } = await client.get("/api/session", { timeoutMs: SESSION_WAIT_MS });
      return data;
    },
    async signIn(key) {
      const { data, problem } = await client.post("/api/session", { key });
      return data === null ? (problem?.detail ?? noAnswer) : null;
    },
  };
}
