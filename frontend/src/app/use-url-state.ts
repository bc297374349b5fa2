import { useCallback, useEffect, useRef, useState } from "react";
import { formatUrlState, parseUrlState, type UrlState } from "./url-state";

/** Browsers refuse to rewrite the address with every key of a fast typist. */
const WRITE_AFTER_MS = 200;

/** Return the state in the page's address and how to change a part of it; `shared` leaves out what is private. */
export function useUrlState(
  shared: (state: UrlState) => UrlState,
): readonly [UrlState, (change: Partial<UrlState>) => void] {
  const [state, setState] = useState(() => parseUrlState(location.search));
  const latest = useRef(shared);
  useEffect(() => {
    latest.current = shared;
  });
  useEffect(() => {
    const onPopState = () => setState(parseUrlState(location.search));
    addEventListener("popstate", onPopState);
    return () => removeEventListener("popstate", onPopState);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => writeUrlState(latest.current(state)), WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const change = useCallback((part: Partial<UrlState>) => setState((held) => ({ ...held, ...part })), []);
  return [state, change];
}

/** Write the state into the address immediately, for instance before a reload. */
export function writeUrlState(state: UrlState): void {
  history.replaceState(null, "", `${location.pathname}${formatUrlState(state)}${location.hash}`);
}
