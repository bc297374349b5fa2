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

const ADDRESS = "api/session";
/** Who waits longer than this for the answer sees the page without it; the page asks again when its stream fails. */
export const SESSION_WAIT_MS = 4_000;

export function createSessionApi(fetchFrom: typeof fetch, noAnswer: string): SessionApi {
  return {
    async show() {
      try {
        const answer = await fetchFrom(ADDRESS, { signal: AbortSignal.timeout(SESSION_WAIT_MS) });
        return answer.ok ? ((await answer.json()) as Session) : null;
      } catch {
        return null;
      }
    },
    async signIn(key) {
      try {
        const body = JSON.stringify({ key });
        const answer = await fetchFrom(ADDRESS, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body,
        });
        if (answer.ok) return null;
        return ((await answer.json()) as { detail?: string }).detail ?? noAnswer;
      } catch {
        return noAnswer;
      }
    },
  };
}
