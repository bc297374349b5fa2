import { useCallback, useEffect, useRef, useState } from "react";
import type { AlertsApi } from "../api/alerts";
import type { Units } from "../ui/units";
import { NOTHING_SERVED, type ServedAlerts, servedAlerts } from "./served-alerts";

/** How often the page requests the alerts of drivers, and the places of all. */
export const SERVED_EVERY_MS = 10_000;

/** Return what the server says of alerts beside the rows of deliveries, and how to request it now. */
export function useServedAlerts(
  api: Pick<AlertsApi, "list">,
  units: Units | null,
): readonly [ServedAlerts, () => void] {
  const [served, setServed] = useState(NOTHING_SERVED);
  const asking = useRef<AbortController | null>(null);
  const ask = useCallback(async () => {
    asking.current?.abort();
    const abort = new AbortController();
    asking.current = abort;
    const page = await api.list(units, abort.signal);
    if (page !== null && !abort.signal.aborted) setServed(servedAlerts(page));
  }, [api, units]);
  useEffect(() => {
    void ask();
    const timer = setInterval(() => document.visibilityState !== "hidden" && void ask(), SERVED_EVERY_MS);
    return () => {
      clearInterval(timer);
      asking.current?.abort();
    };
  }, [ask]);
  return [served, () => void ask()];
}
