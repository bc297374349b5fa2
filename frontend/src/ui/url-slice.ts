/** What one part of the page keeps in the address, under keys of its own. */
export interface UrlSlice<S, K extends string> {
  readonly keys: readonly K[];
  /** Return the state; an invalid value counts as absent. */
  readonly parse: (get: (key: K) => string | null) => S;
  /** Return the value of each key, null for a default. */
  readonly format: (state: S) => Readonly<Record<K, string | null>>;
}

export function readSlice<S, K extends string>(slice: UrlSlice<S, K>, params: URLSearchParams): S {
  return slice.parse((key) => params.get(key));
}

/** Write the values of these keys and of no others. */
export function writeKeys(
  keys: readonly string[],
  values: Readonly<Record<string, string | null>>,
  params: URLSearchParams,
): void {
  for (const key of keys) {
    const value = values[key] ?? null;
    if (value !== null) params.set(key, value);
  }
}

/** Return the value if it is allowed. */
export function oneOf<T extends string>(allowed: readonly T[], value: string | null): T | undefined {
  return allowed.find((candidate) => candidate === value);
}
