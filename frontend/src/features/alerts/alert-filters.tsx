import { ALERT_STATES, type AlertQuery } from "../../deliveries/alert-query";
import { ALERT_KINDS } from "../../deliveries/delivery-query";
import { useMessages } from "../../messages/use-messages";
import { formatDuration } from "../../ui/format";
import styles from "./alerts.module.css";

/** How long an alert can be hidden. */
export const SNOOZES_S = [900, 3600, 4 * 3600, 12 * 3600] as const;

interface AlertFiltersProps {
  readonly query: AlertQuery;
  readonly onQuery: (query: AlertQuery) => void;
  /** Null where this browser may not snooze. */
  readonly snoozeS: number | null;
  readonly onSnoozeS: (seconds: number) => void;
}

/** Which alerts are listed, and for how long a snooze hides them. */
export function AlertFilters({ query, onQuery, snoozeS, onSnoozeS }: AlertFiltersProps) {
  const messages = useMessages();
  const { filters, state, snoozeFor } = messages.alerts;
  const names = messages.deliveries.alert;
  const field = "filters__field";
  return (
    <>
      <search className="filters" aria-label={filters.title}>
        <select
          className={field}
          aria-label={filters.kind}
          value={query.kind ?? ""}
          onChange={({ target }) =>
            onQuery({ ...query, kind: ALERT_KINDS.find((kind) => kind === target.value) ?? null })
          }
        >
          <option value="">{filters.everyKind}</option>
          {ALERT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {names[kind]}
            </option>
          ))}
        </select>
        <input
          type="search"
          className={`${field} ${styles["driver"]}`}
          aria-label={filters.driver}
          placeholder={filters.driver}
          autoComplete="off"
          spellCheck={false}
          value={query.driver}
          onChange={({ target }) => onQuery({ ...query, driver: target.value })}
        />
        <select
          className={field}
          aria-label={filters.state}
          value={query.state ?? ""}
          onChange={({ target }) =>
            onQuery({ ...query, state: ALERT_STATES.find((each) => each === target.value) ?? null })
          }
        >
          <option value="">{filters.everyState}</option>
          {ALERT_STATES.map((each) => (
            <option key={each} value={each}>
              {state[each]}
            </option>
          ))}
        </select>
      </search>
      {snoozeS !== null && (
        <label className={styles["snooze"]}>
          {snoozeFor}
          <select className={field} value={snoozeS} onChange={({ target }) => onSnoozeS(Number(target.value))}>
            {SNOOZES_S.map((seconds) => (
              <option key={seconds} value={seconds}>
                {formatDuration(seconds, messages)}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
