import { useState } from "react";
import type { DeliveriesApi } from "../../api/deliveries";
import type { CommandResults, DeliveryStatus, FailureReason } from "../../api/types";
import { DELIVERY_STATUSES } from "../../deliveries/delivery-query";
import type { Messages } from "../../messages/messages";
import { formatCount } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import styles from "./deliveries.module.css";

const REASONS = [
  "nobody_home",
  "wrong_address",
  "no_access",
  "refused",
  "damaged",
  "not_ready",
  "out_of_time",
  "vehicle",
  "weather",
  "other",
] as const satisfies readonly FailureReason[];

interface ChangeBarProps {
  readonly ids: readonly string[];
  readonly api: DeliveriesApi;
  /** How many were to be selected, where those are more than can be. */
  readonly wanted?: number | null;
  /** Null where there is no selection to clear. */
  readonly onClear: (() => void) | null;
}

/** Reports a status of deliveries, or assigns them, and says what the tracker answered for each. */
export function ChangeBar({ ids, wanted = null, api, onClear }: ChangeBarProps) {
  const { deliveries } = useMessages();
  const text = deliveries.change;
  const [to, setTo] = useState<DeliveryStatus>("out_for_delivery");
  const [reason, setReason] = useState<FailureReason>("nobody_home");
  const [driver, setDriver] = useState("");
  const [isWaiting, setWaiting] = useState(false);
  const [results, setResults] = useState<CommandResults | null>(null);
  const run = async (command: Promise<CommandResults>) => {
    setWaiting(true);
    setResults(null);
    setResults(await command);
    setWaiting(false);
  };
  const field = "filters__field";
  return (
    <section className={styles["change"]} aria-label={text.title}>
      {onClear !== null && <strong role="status">{selectedWords(ids.length, wanted, text)}</strong>}
      <select
        className={field}
        aria-label={text.status}
        value={to}
        onChange={({ target }) => setTo(DELIVERY_STATUSES.find((each) => each === target.value) ?? to)}
      >
        {DELIVERY_STATUSES.map((status) => (
          <option key={status} value={status}>
            {deliveries.status[status]}
          </option>
        ))}
      </select>
      {to === "attempt_failed" && (
        <select
          className={field}
          aria-label={text.reason}
          value={reason}
          onChange={({ target }) => setReason(REASONS.find((each) => each === target.value) ?? reason)}
        >
          {REASONS.map((each) => (
            <option key={each} value={each}>
              {deliveries.reason[each]}
            </option>
          ))}
        </select>
      )}
      <button
        type="button"
        className="button"
        disabled={isWaiting}
        onClick={() => void run(api.report(ids, to === "attempt_failed" ? { to, reason } : { to }))}
      >
        {text.report}
      </button>
      <input
        className={field}
        aria-label={text.driver}
        placeholder={text.driver}
        autoComplete="off"
        value={driver}
        onChange={({ target }) => setDriver(target.value)}
      />
      <button
        type="button"
        className="button"
        disabled={isWaiting}
        onClick={() => void run(api.assign(ids, driver.trim() || null))}
      >
        {text.assign}
      </button>
      {onClear !== null && (
        <button type="button" className="text-button" onClick={onClear}>
          {text.clear}
        </button>
      )}
      <div className={styles["result"]} role="status">
        {isWaiting && text.working}
        {results !== null && <Results results={results} />}
      </div>
    </section>
  );
}

function selectedWords(count: number, wanted: number | null, text: Messages["deliveries"]["change"]): string {
  return wanted === null ? text.selected(count) : text.selectedOf(formatCount(count), formatCount(wanted));
}

/** What became of each command; a refusal has the tracker's words. */
function Results({ results: { accepted, refused, pending, results } }: { readonly results: CommandResults }) {
  const text = useMessages().deliveries.change;
  const bad = results.filter(({ result }) => result === "refused");
  return (
    <>
      {accepted > 0 && <p>{text.accepted(accepted)}</p>}
      {pending > 0 && <p>{text.pending(pending)}</p>}
      {refused > 0 && <p>{text.refused(refused)}</p>}
      <ul>
        {bad.map(({ index, shipmentId, detail }) => (
          <li key={`${index} ${shipmentId}`}>
            <bdi>{text.of(visibleText(shipmentId ?? ""), detail ?? text.unknown)}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
