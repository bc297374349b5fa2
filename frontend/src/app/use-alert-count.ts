import { useEffect, useState } from "react";
import type { AlertsApi } from "../api/alerts";

/** How often the page requests the number while no area shows the alerts. */
export const COUNT_EVERY_MS = 15_000;

/** Return how many alerts wait for a person, and how the open area of alerts says so. */
export function useAlertCount(api: Pick<AlertsApi, "count">, isAsking: boolean) {
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    if (!isAsking) return;
    const abort = new AbortController();
    const ask = async () => {
      if (document.visibilityState === "hidden") return;
      const next = await api.count(abort.signal);
      if (next !== null && !abort.signal.aborted) setCount(next);
    };
    void ask();
    const timer = setInterval(() => void ask(), COUNT_EVERY_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [api, isAsking]);
  return [count, setCount] as const;
}
