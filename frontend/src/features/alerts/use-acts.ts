import { useCallback, useRef, useState } from "react";
import type { AlertsApi } from "../../api/alerts";
import type { ListedAlert } from "../../deliveries/alert-lines";
import { useMessages } from "../../messages/use-messages";

export interface Acts {
  readonly acknowledge: (alerts: readonly ListedAlert[]) => void;
  readonly snooze: (alerts: readonly ListedAlert[]) => void;
  readonly isWorking: boolean;
  /** What the tracker answered, for people. */
  readonly said: string;
}

interface ActsParts {
  readonly api: AlertsApi;
  /** Returns the end of a snooze, Unix seconds. */
  readonly snoozedUntil: () => number;
  readonly onDone: () => void;
}

/** Return what a person can do about alerts. */
export function useActs({ api, snoozedUntil, onDone }: ActsParts): Acts {
  const text = useMessages().alerts;
  const [said, setSaid] = useState("");
  const [isWorking, setWorking] = useState(false);
  const parts = useRef({ snoozedUntil, onDone });
  parts.current = { snoozedUntil, onDone };
  const run = useCallback(
    async (alerts: readonly ListedAlert[], name: "acknowledge" | "snooze") => {
      if (alerts.length === 0) return;
      setWorking(true);
      setSaid(text.working);
      const ids = alerts.map(({ alert }) => alert.id);
      const act = name === "snooze" ? { act: name, until: parts.current.snoozedUntil() } : { act: name };
      const { done, refusals } = await api.act(ids, act);
      setSaid([...(done > 0 ? [text.done(done)] : []), ...refusals].join(" "));
      setWorking(false);
      parts.current.onDone();
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
