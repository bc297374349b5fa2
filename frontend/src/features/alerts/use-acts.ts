import { useCallback, useRef, useState } from "react";
import type { AlertsApi } from "../../api/alerts";
import type { AlertOfDelivery } from "../../deliveries/alert-lines";
import { useMessages } from "../../messages/use-messages";

export interface Acts {
  readonly acknowledge: (alerts: readonly AlertOfDelivery[]) => void;
  readonly snooze: (alerts: readonly AlertOfDelivery[]) => void;
  readonly isWorking: boolean;
  /** What the tracker answered, for people. */
  readonly said: string;
}

/** Return what a person can do about alerts; `snoozedUntil` returns the end of a snooze, Unix seconds. */
export function useActs(api: AlertsApi, snoozedUntil: () => number): Acts {
  const text = useMessages().alerts;
  const [said, setSaid] = useState("");
  const [isWorking, setWorking] = useState(false);
  const until = useRef(snoozedUntil);
  until.current = snoozedUntil;
  const run = useCallback(
    async (alerts: readonly AlertOfDelivery[], name: "acknowledge" | "snooze") => {
      if (alerts.length === 0) return;
      setWorking(true);
      setSaid(text.working);
      const ids = alerts.map(({ alert }) => alert.id);
      const act = name === "snooze" ? { act: name, until: until.current() } : { act: name };
      const { done, refusals } = await api.act(ids, act);
      setSaid([...(done > 0 ? [text.done(done)] : []), ...refusals].join(" "));
      setWorking(false);
    },
    [api, text],
  );
  return {
    acknowledge: (alerts) =>
      void run(
        alerts.filter(({ alert }) => alert.state === "open"),
        "acknowledge",
      ),
    snooze: (alerts) => void run(alerts, "snooze"),
    isWorking,
    said,
  };
}
