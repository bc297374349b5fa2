import { backoffMs } from "../api/backoff";

/** A connection that was lost, and when the next one is tried. */
interface Lost {
  readonly nextTryAt: number;
  /** When the last event of any kind came, Unix seconds by the server's clock. */
  readonly heardAtS: number | null;
  /** It was not refused: something took the request, and nothing came back through it. */
  readonly isHeldBack: boolean;
}

/** Where the page stands with the server; times without a unit are milliseconds of `performance.now()`. */
export type Connection =
  | { readonly status: "connecting" }
  | { readonly status: "live" }
  | { readonly status: "late"; readonly heardAt: number }
  /** The stream does not come through; answers to questions do, and the page asks every few seconds. */
  | { readonly status: "polling"; readonly isHeldBack: true }
  | ({ readonly status: "reconnecting"; readonly attempt: number } & Lost)
  | ({ readonly status: "offline" } & Lost);

/** Two heartbeats (one every 10 s) and some slack. */
export const LATE_AFTER_MS = 25_000;
/** Silence after which an open connection is taken for dead: a half-open socket never reports an error. */
export const DEAD_AFTER_MS = 45_000;
/** Time without contact after which the page says offline; it goes on trying. */
export const OFFLINE_AFTER_MS = 30_000;
/** Longest wait for an answer to a new connection. */
export const OPEN_TIMEOUT_MS = 15_000;

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/** Return the wait before try number `attempt` (1 = first); jitter keeps a restarted server from a stampede. */
export function retryDelayMs(attempt: number, random: () => number): number {
  return backoffMs(attempt, FIRST_RETRY_MS, LONGEST_RETRY_MS) * (0.5 + random() / 2);
}
