/** What one part of the page keeps in the address, under keys that are its alone. */
export interface UrlSlice<S, K extends string> {
  readonly keys: readonly K[];
  /** Return the state; what makes no sense in an address counts as absent. */
  readonly parse: (get: (key: K) => string | null) => S;
  /** Return what each key holds, null where the state is at its default. */
  readonly format: (state: S) => Readonly<Record<K, string | null>>;
}

export function readSlice<S, K extends string>(slice: UrlSlice<S, K>, params: URLSearchParams): S {
  return slice.parse((key) => params.get(key));
}

/** Write those of the values that stand under these keys, and no other. */
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

/** Return the value where it is one of those that are allowed. */
export function oneOf<T extends string>(allowed: readonly T[], value: string | null): T | undefined {
  return allowed.find((candidate) => candidate === value);
}
