import { useEffect, useMemo, useState } from "react";
import { type AlertsApi, createAlertsApi } from "../../api/alerts";
import type { ApiClient } from "../../api/client";
import { countOpen, linesOf, resolvedOf } from "../../deliveries/alert-lines";
import { ALL_ALERTS, type AlertsInUrl } from "../../deliveries/alert-query";
import { BoardNotice } from "../../deliveries/board-notice";
import { DeliveryBoard } from "../../deliveries/delivery-board";
import { BoardContext, useBoard } from "../../deliveries/use-board";
import { useServedAlerts } from "../../deliveries/use-served-alerts";
import { useTracker } from "../../fleet/use-tracker";
import { useMessages } from "../../messages/use-messages";
import type { StreamOpener } from "../../stream/change-stream";
import { formatAge } from "../../ui/format";
import { useUnits } from "../../ui/units";
import { AlertFilters } from "./alert-filters";
import { AlertList } from "./alert-list";
import styles from "./alerts.module.css";
import { ResolvedAlerts } from "./resolved-alerts";
import { useActs } from "./use-acts";

export interface AlertsAreaProps {
  readonly client: ApiClient;
  readonly opener: StreamOpener;
  readonly state: AlertsInUrl;
  readonly onChange: (change: Partial<AlertsInUrl>) => void;
  /** Whether this browser may acknowledge and snooze. */
  readonly mayAct: boolean;
  readonly onOpenDelivery: (shipmentId: string) => void;
  /** Shows the card of a driver. */
  readonly onOpenDriver: (driverId: string) => void;
  /** Learns how many alerts wait for a person. */
  readonly onCount: (count: number) => void;
}

/** The area of alerts: it follows the table of deliveries, whose rows carry them, while it is open. */
export function AlertsArea(props: AlertsAreaProps) {
  const tracker = useTracker();
  const messages = useMessages();
  const { client, opener } = props;
  const [board] = useState(() => new DeliveryBoard({ client, opener, serverNow: () => tracker.now() }));
  const api = useMemo(() => createAlertsApi(client, messages.noAnswer), [client, messages]);
  useEffect(() => board.start(), [board]);
  return (
    <BoardContext value={board}>
      <Alerts {...props} api={api} />
    </BoardContext>
  );
}

function Alerts(props: AlertsAreaProps & { readonly api: AlertsApi }) {
  const { state, onChange, mayAct, onOpenDelivery, onOpenDriver, onCount, api } = props;
  const { alertQuery: query, alertLine } = state;
  const text = useMessages().alerts;
  const board = useBoard();
  const { store, hasTable, version } = board;
  const [snoozeS, setSnoozeS] = useState(3600);
  const { served, isOld, askNow } = useServedAlerts(api, useUnits());
  const acts = useActs({ api, snoozedUntil: () => board.now() + snoozeS, onDone: askNow });
  const nowS = useNow(board);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are those of this version
  const { lines, resolved, waiting } = useMemo(
    () => ({
      lines: linesOf({ deliveries: store.rows(), served }, query, nowS),
      resolved: resolvedOf(store.rows(), query, nowS),
      waiting: countOpen({ deliveries: store.rows(), served }, nowS),
    }),
    [store, served, query, version, nowS],
  );
  useEffect(() => {
    if (hasTable) onCount(waiting);
  }, [hasTable, waiting, onCount]);
  const isFiltered = query.kind !== null || query.driver !== "" || query.state !== null;
  return (
    <main className={styles["area"]}>
      <h2 className="visually-hidden">{text.title}</h2>
      <div className={styles["bar"]}>
        <AlertFilters
          query={query}
          onQuery={(next) => onChange({ alertQuery: next, alertLine: null })}
          snoozeS={mayAct ? snoozeS : null}
          onSnoozeS={setSnoozeS}
        />
        <p className={styles["quiet"]} role="status">
          {hasTable ? text.count(waiting) : text.loading}
        </p>
      </div>
      <div className={styles["notices"]}>
        <BoardNotice words={text.unreachable} className={styles["notice"]} />
        {isOld && (
          <p className={styles["notice"]} role="status">
            {text.driversOld}
          </p>
        )}
      </div>
      <div className={styles["lists"]}>
        <p className={styles["said"]} role="status">
          {acts.said}
        </p>
        {lines.length > 0 && (
          <AlertList
            lines={lines}
            open={alertLine}
            onOpen={(next) => onChange({ alertLine: next })}
            nowS={nowS}
            acts={mayAct ? acts : null}
            snoozeS={snoozeS}
            onOpenDelivery={onOpenDelivery}
            onOpenDriver={onOpenDriver}
          />
        )}
        {lines.length > 0 && <p className={styles["keys"]}>{mayAct ? text.keys("a", "s") : text.readOnly}</p>}
        {lines.some(({ place }) => place !== null) && <p className={styles["keys"]}>{text.placesSource}</p>}
        {hasTable && lines.length === 0 && !isFiltered && !isOld && <AllIsWell nowS={nowS} />}
        {hasTable && lines.length === 0 && isFiltered && (
          <div className={styles["none"]}>
            <p>{text.noMatch}</p>
            <button
              type="button"
              className="button"
              onClick={() => onChange({ alertQuery: ALL_ALERTS, alertLine: null })}
            >
              {text.showAll}
            </button>
          </div>
        )}
        {resolved.length > 0 && <ResolvedAlerts resolved={resolved} nowS={nowS} onOpenDelivery={onOpenDelivery} />}
      </div>
    </main>
  );
}

/** Says that nothing is wrong, and how old that is. */
function AllIsWell({ nowS }: { readonly nowS: number }) {
  const messages = useMessages();
  const text = messages.alerts;
  const { heardAtS } = useBoard();
  return (
    <div className={styles["none"]}>
      <p className={styles["well"]}>{text.well}</p>
      <p>{text.wellHint}</p>
      {heardAtS !== null && <p>{text.asOf(formatAge(Math.max(0, nowS - heardAtS), messages))}</p>}
    </div>
  );
}

/** How often ages move, in milliseconds. */
const AGES_EVERY_MS = 5_000;

function useNow(board: DeliveryBoard): number {
  const [nowS, setNowS] = useState(() => board.now());
  const { version } = board;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row may be newer than the last tick
  useEffect(() => setNowS(board.now()), [board, version]);
  useEffect(() => {
    const timer = setInterval(() => setNowS(board.now()), AGES_EVERY_MS);
    return () => clearInterval(timer);
  }, [board]);
  return nowS;
}
