import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { AlertsApi } from "../api/alerts";
import type { Units } from "../ui/units";
import { NOTHING_SERVED, type ServedAlerts, servedAlerts } from "./served-alerts";

/** How often the page requests the alerts of drivers, and the places of all. */
export const SERVED_EVERY_MS = 10_000;
/** After so many failures in a row the last answer is old. */
const OLD_AFTER_FAILURES = 2;

export interface Served {
  readonly served: ServedAlerts;
  /** Whether the server has not answered for a while. */
  readonly isOld: boolean;
  readonly askNow: () => void;
}

/** Follow what the server says of alerts beside the rows of deliveries. */
export function useServedAlerts(api: Pick<AlertsApi, "list">, units: Units | null): Served {
  const [served, setServed] = useState(NOTHING_SERVED);
  const [failures, setFailures] = useState(0);
  const asking = useRef<Asking | null>(null);
  const ask = useCallback(
    async (isNeeded: boolean) => {
      // A slow answer is still an answer; but one from before a person acted is too old.
      if (asking.current !== null) {
        asking.current.isRepeated ||= isNeeded;
        return;
      }
      const own: Asking = { abort: new AbortController(), isRepeated: false };
      asking.current = own;
      const page = await api.list(units, own.abort.signal);
      if (own.abort.signal.aborted) return;
      asking.current = null;
      if (page !== null) setServed(servedAlerts(page));
      setFailures((count) => (page === null ? count + 1 : 0));
      if (own.isRepeated) void ask(false);
    },
    [api, units],
  );
  useEffect(() => {
    void ask(true);
    const timer = setInterval(() => document.visibilityState !== "hidden" && void ask(false), SERVED_EVERY_MS);
    return () => {
      clearInterval(timer);
      asking.current?.abort.abort();
      asking.current = null;
    };
  }, [ask]);
  const isOld = failures >= OLD_AFTER_FAILURES;
  // A driver may send again by now, so an old answer must not hide the alerts of that driver's deliveries.
  const believed = useMemo(
    () => (isOld ? { ...served, silent: NOTHING_SERVED.silent, hides: NOTHING_SERVED.hides } : served),
    [served, isOld],
  );
  return { served: believed, isOld, askNow: () => void ask(true) };
}

interface Asking {
  readonly abort: AbortController;
  /** Whether to ask once more after the answer. */
  isRepeated: boolean;
}
