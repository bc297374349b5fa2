import type { components, paths } from "./schema.gen";

/** How long a call waits for its answer, unless it says otherwise. */
export const LONGEST_ANSWER_MS = 20_000;

const NO_CONTENT = 204;

type Schema = components["schemas"]["Problem"];

/** Why a request was refused, in words for people; an upstream proxy may omit the code. */
export type Problem = Pick<Schema, "detail"> & Partial<Schema>;

/** The result of a call: data, a problem, or neither when no valid answer came. */
export type Answer<T> =
  | { readonly data: T; readonly problem: null; readonly headers: Headers }
  | { readonly data: null; readonly problem: Problem; readonly headers: Headers }
  | { readonly data: null; readonly problem: null; readonly headers: Headers | null };

type Method = "get" | "post";
/** Addresses without a variable part that take the method. */
type PathOf<M extends Method> = {
  [P in keyof paths]: P extends `${string}{${string}` ? never : paths[P][M] extends object ? P : never;
}[keyof paths];

type Query<O> = O extends { readonly parameters: { readonly query?: infer Q } } ? NonNullable<Q> : never;
type Body<O> = O extends { readonly requestBody: { readonly content: { readonly "application/json": infer B } } }
  ? B
  : never;
type Content<R> = R extends { readonly content: { readonly "application/json": infer T } } ? T : never;
type Data<O> = O extends { readonly responses: infer R } ? Content<R[keyof R & (200 | 202)]> : never;

export interface CallOptions<Q> {
  readonly query?: Q;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface SendOptions {
  readonly method: "GET" | "PUT" | "PATCH" | "POST" | "DELETE";
  /** Values of the variable parts of the path. */
  readonly params?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is a text with a content type of its own. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** Calls the server as its OpenAPI document says; no call throws. */
export interface ApiClient {
  get<P extends PathOf<"get">>(
    path: P,
    options?: CallOptions<Query<paths[P]["get"]>>,
  ): Promise<Answer<Data<paths[P]["get"]>>>;
  /** Get a form other than JSON, which `query` names. */
  getText<P extends PathOf<"get">>(path: P, options?: CallOptions<Query<paths[P]["get"]>>): Promise<Answer<string>>;
  post<P extends PathOf<"post">>(path: P, body: Body<paths[P]["post"]>): Promise<Answer<Data<paths[P]["post"]>>>;
  /** Send a request whose path has variable parts, or whose body has a form of its own; an answer without a body is undefined. */
  send<T>(path: keyof paths, options: SendOptions): Promise<Answer<T>>;
}

/** The signature of the browser's own `fetch`. */
export type Fetch = typeof fetch;

export interface ApiClientParts {
  /** Called with the time that an answer names, Unix seconds, before its body is read. */
  readonly onServerTime: (unixS: number) => void;
  readonly fetchFrom?: Fetch;
}

interface Call extends CallOptions<object> {
  readonly init?: RequestInit;
  readonly params?: Readonly<Record<string, string>>;
}

/** Return a path of the API as an address of this page, which a proxy may serve below a path of its own. */
export function addressOf(
  path: keyof paths,
  query: object = {},
  values: Readonly<Record<string, string>> = {},
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  const filled = path.slice(1).replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  return `${filled}${text === "" ? "" : `?${text}`}`;
}

export function createApiClient({ onServerTime, fetchFrom = browserFetch }: ApiClientParts): ApiClient {
  const call = async <T>(
    path: keyof paths,
    read: (answer: Response) => Promise<T>,
    options: Call,
  ): Promise<Answer<T>> => {
    const { query, init, params } = options;
    let headers: Headers | null = null;
    try {
      const answer = await fetchFrom(addressOf(path, query, params), {
        ...init,
        credentials: "same-origin",
        signal: signalOf(options),
      });
      headers = answer.headers;
      const unixS = Date.parse(headers.get("Date") ?? "") / 1000;
      if (!Number.isNaN(unixS)) onServerTime(unixS);
      if (answer.ok) return { data: await read(answer), problem: null, headers };
      const problem: unknown = await answer.json();
      return isProblem(problem) ? { data: null, problem, headers } : { data: null, problem: null, headers };
    } catch {
      return { data: null, problem: null, headers };
    }
  };
  return {
    get: (path, options = {}) => call(path, (answer) => answer.json(), options),
    getText: (path, options = {}) => call(path, (answer) => answer.text(), options),
    post: (path, body) => call(path, (answer) => answer.json(), { init: jsonOf(body) }),
    send: (path, { params = {}, signal, timeoutMs, ...request }) =>
      call(path, async (answer) => (answer.status === NO_CONTENT ? undefined : answer.json()), {
        init: requestOf(request),
        params,
        ...(signal === undefined ? {} : { signal }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      }),
  };
}

// A wrapper, because `fetch` fails when it is called on another object than the window.
const browserFetch: Fetch = (address, init) => fetch(address, init);

function signalOf({ signal, timeoutMs = LONGEST_ANSWER_MS }: Pick<Call, "signal" | "timeoutMs">): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

function requestOf({ method, headers, body, contentType = "application/json" }: SendOptions): RequestInit {
  if (body === undefined) return { method, headers: { ...headers } };
  return {
    method,
    headers: { "Content-Type": contentType, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

/** The content type makes a browser ask first before another origin may send this. */
function jsonOf(body: unknown): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "detail" in value && typeof value.detail === "string";
}
