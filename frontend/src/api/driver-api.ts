import type { components } from "./schema.gen";

export type DriverRoute = components["schemas"]["DriverRoute"];
export type Delivery = components["schemas"]["Delivery"];
export type DriverSession = components["schemas"]["Session"];
export type StatusResults = components["schemas"]["CommandResults"];
export type BatchAccepted = components["schemas"]["BatchAccepted"];
export type StoredProof = components["schemas"]["StoredProof"];

/** The server's time in an answer and the phone's around it, milliseconds. */
export interface ServerTime {
  readonly serverMs: number;
  readonly askedMs: number;
  readonly receivedMs: number;
}

/** What became of a request; `lost`: no answer came, so nothing is known. */
export type Reply<T> =
  | { readonly kind: "ok"; readonly data: T }
  | {
      readonly kind: "refused";
      readonly status: number;
      /** Whether the tracker itself refused it, and not a proxy before it. */
      readonly isOurs: boolean;
      readonly code: string;
      readonly detail: string;
      readonly retryAfterS: number | null;
    }
  | { readonly kind: "lost"; readonly isTimeout?: boolean };

export type Refusal = Extract<Reply<unknown>, { kind: "refused" }>;

/** What the driver page asks of the server, each with the driver's key; no call throws. */
export interface DriverApi {
  session(): Promise<Reply<DriverSession>>;
  route(driverId: string): Promise<Reply<DriverRoute>>;
  sendFixes(fixes: readonly object[]): Promise<Reply<BatchAccepted>>;
  sendStatuses(items: readonly object[], repeatKey: string): Promise<Reply<StatusResults>>;
  sendPhoto(shipmentId: string, photo: Blob, repeatKey: string): Promise<Reply<StoredProof>>;
  setDuty(driverId: string, duty: "on" | "off" | "break"): Promise<Reply<unknown>>;
}

export interface DriverApiParts {
  /** Null where the server requires no keys. */
  readonly key: string | null;
  readonly onServerTime: (time: ServerTime) => void;
  readonly fetchFrom?: typeof fetch;
  readonly now?: () => number;
}

const PROBLEM = "application/problem+json";
const LONGEST_ANSWER_MS = 20_000;
const LONGEST_UPLOAD_MS = 60_000;

interface Call {
  readonly method?: string;
  readonly body?: BodyInit;
  readonly type?: string;
  readonly repeatKey?: string;
  readonly timeoutMs?: number;
}

export function createDriverApi({
  key,
  onServerTime,
  fetchFrom = (address, init) => fetch(address, init),
  now = Date.now,
}: DriverApiParts): DriverApi {
  const call = async <T>(path: string, { method = "GET", body, type, repeatKey, timeoutMs }: Call = {}) => {
    const headers = {
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(type === undefined ? {} : { "Content-Type": type }),
      ...(repeatKey === undefined ? {} : { "Idempotency-Key": repeatKey }),
    };
    const askedMs = now();
    try {
      const answer = await fetchFrom(path, {
        method,
        headers,
        body: body ?? null,
        // A sign-in of a dispatcher in the same browser is none of this page's.
        credentials: "omit",
        cache: "no-store",
        signal: AbortSignal.timeout(timeoutMs ?? LONGEST_ANSWER_MS),
      });
      const serverMs = Date.parse(answer.headers.get("Date") ?? "");
      if (!Number.isNaN(serverMs)) onServerTime({ serverMs, askedMs, receivedMs: now() });
      return await read<T>(answer);
    } catch (error) {
      return { kind: "lost", isTimeout: error instanceof DOMException && error.name === "TimeoutError" } as const;
    }
  };
  const json = <T>(path: string, method: string, value: unknown, repeatKey?: string) =>
    call<T>(path, {
      method,
      body: JSON.stringify(value),
      type: "application/json",
      ...(repeatKey === undefined ? {} : { repeatKey }),
    });
  return {
    session: () => call("api/session"),
    route: (driverId) => call(`api/drivers/${encodeURIComponent(driverId)}/route`),
    sendFixes: (fixes) => json("api/shipments/updates", "POST", fixes),
    sendStatuses: (items, repeatKey) => json("api/delivery-status", "POST", items, repeatKey),
    setDuty: (driverId, duty) => json(`api/drivers/${encodeURIComponent(driverId)}`, "PUT", { duty }),
    sendPhoto: (shipmentId, photo, repeatKey) =>
      call(`api/deliveries/${encodeURIComponent(shipmentId)}/photos`, {
        method: "POST",
        body: photo,
        type: photo.type,
        repeatKey,
        timeoutMs: LONGEST_UPLOAD_MS,
      }),
  };
}

async function read<T>(answer: Response): Promise<Reply<T>> {
  if (answer.ok) return { kind: "ok", data: (await answer.json()) as T };
  const problem = (await answer.json().catch(() => ({}))) as { code?: unknown; detail?: string };
  const code = typeof problem?.code === "string" ? problem.code : "";
  const isProblem = answer.headers.get("Content-Type")?.startsWith(PROBLEM) ?? false;
  return {
    kind: "refused",
    status: answer.status,
    isOurs: isProblem && code !== "",
    code,
    detail: problem?.detail ?? "",
    retryAfterS: secondsIn(answer.headers.get("Retry-After")),
  };
}

/** Return the seconds of Retry-After, null where it is absent or a date. */
function secondsIn(text: string | null): number | null {
  const seconds = Number(text ?? "");
  return text !== null && text !== "" && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
