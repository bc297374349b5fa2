import { useSyncExternalStore } from "react";
import { type Failure, failuresCsv, type ImportRun } from "../../../deliveries/import-run";
import { formatCount } from "../../../messages/numbers";
import { useMessages } from "../../../messages/use-messages";
import { visibleText } from "../../../text/visible-text";
import { formatDuration } from "../../../ui/format";
import styles from "./delivery-form.module.css";

interface ImportProgressProps {
  readonly run: ImportRun;
  readonly header: readonly string[];
  readonly onAnother: () => void;
}

/** More failures than anyone reads in a list; the file has all. */
const MOST_LISTED = 200;

/** Says how far an import is, and which rows were not taken. */
export function ImportProgress({ run, header, onAnother }: ImportProgressProps) {
  const messages = useMessages();
  const text = messages.deliveries.import;
  const { phase, total, answered, accepted, pending, failures, problem, retryInMs } = useSyncExternalStore(
    run.subscribe,
    () => run.state,
  );
  const isOpen = answered < total;
  return (
    <>
      <progress className={styles["progress"]} aria-label={text.title} max={total} value={answered} />
      <div role="status">
        <p>{text.progress(formatCount(answered), formatCount(total))}</p>
        {phase !== "running" && <p>{text.accepted(accepted)}</p>}
        {phase !== "running" && pending > 0 && <p>{text.pending(pending)}</p>}
      </div>
      <p role="alert" className={styles["problem"]}>
        {[problem?.detail, retryInMs !== null && text.retryIn(formatDuration(retryInMs / 1000, messages))]
          .filter(Boolean)
          .join(" ")}
      </p>
      <div className={styles["buttons"]}>
        {phase === "running" && (
          <button type="button" className="button" onClick={() => run.stop()}>
            {text.stop}
          </button>
        )}
        {(phase === "stalled" || phase === "stopped") && isOpen && (
          <button type="button" className="button button--main" onClick={() => void run.run()}>
            {text.goOn}
          </button>
        )}
        {phase !== "running" && (
          <button type="button" className="button" onClick={onAnother}>
            {text.another}
          </button>
        )}
      </div>
      {failures.length > 0 && <Failures failures={failures} header={header} />}
    </>
  );
}

function Failures({ failures, header }: { readonly failures: readonly Failure[]; readonly header: readonly string[] }) {
  const text = useMessages().deliveries.import;
  const download = () => {
    const blob = new Blob([failuresCsv(header, failures, text.errorColumns)], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = text.fileName;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const more = failures.length - MOST_LISTED;
  return (
    <section aria-label={text.failed(failures.length)}>
      <h3 className={styles["title"]}>{text.failed(failures.length)}</h3>
      <button type="button" className="button" onClick={download}>
        {text.download}
      </button>
      <ul className={styles["failures"]}>
        {failures.slice(0, MOST_LISTED).map(({ line, shipmentId, reason }) => (
          <li key={line}>
            <bdi>{text.failure(line, visibleText(shipmentId), reason)}</bdi>
          </li>
        ))}
      </ul>
      {more > 0 && <p>{text.moreFailures(more)}</p>}
    </section>
  );
}
