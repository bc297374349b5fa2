import { useEffect, useState } from "react";
import type { DeliveriesApi } from "../../../api/deliveries";
import { readCsvTable } from "../../../deliveries/csv-text";
import type { Mapping } from "../../../deliveries/import-mapping";
import { ImportRun } from "../../../deliveries/import-run";
import { formatCount } from "../../../messages/numbers";
import { useMessages } from "../../../messages/use-messages";
import { IconButton } from "../../../ui/icon-button";
import { CloseIcon } from "../../../ui/icons";
import { useShortcuts } from "../../../ui/use-shortcuts";
import styles from "./delivery-form.module.css";
import { FilePicker } from "./file-picker";
import { type ChosenFile, ImportPreview } from "./import-preview";
import { ImportProgress } from "./import-progress";

interface ImportPanelProps {
  readonly api: DeliveriesApi;
  readonly onClose: () => void;
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const MOST_BYTES = 32 << 20;

/** Imports deliveries out of a CSV file: choose it, check what its columns are, send it. */
export function ImportPanel({ api, onClose }: ImportPanelProps) {
  const messages = useMessages();
  const text = messages.deliveries.import;
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [run, setRun] = useState<ImportRun | null>(null);
  useEffect(() => () => run?.stop(), [run]);
  // A key pressed by accident must not stop an import.
  useShortcuts([["Escape", () => run?.state.phase !== "running" && onClose()]], true);
  const choose = async (chosen: File) => {
    setProblem(null);
    if (chosen.size > MOST_BYTES) return setProblem(text.tooLarge(formatCount(MOST_BYTES >> 20)));
    try {
      const table = readCsvTable(new Uint8Array(await chosen.arrayBuffer()));
      if (table.rows.length === 0) return setProblem(text.empty);
      return setFile({ name: chosen.name, table });
    } catch {
      // The file may have been deleted or changed since it was chosen.
      return setProblem(text.unreadable);
    }
  };
  const start = (mapping: Mapping, timeZone: string) => {
    if (file === null) return;
    const words = { noId: text.noId, cells: text.cells, noReason: messages.deliveries.change.unknown };
    const next = new ImportRun({ table: file.table, mapping, timeZone, send: api.importCsv, pause, words });
    setRun(next);
    void next.run();
  };
  const restart = () => {
    setRun(null);
    setFile(null);
  };
  return (
    <section className={styles["panel"]} aria-label={text.title}>
      <header className={styles["head"]}>
        <h2>{text.title}</h2>
        <IconButton label={messages.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {file !== null && run === null ? (
        <ImportPreview file={file} onStart={start} onBack={restart} />
      ) : (
        <div className={styles["form"]}>
          {file === null && <FilePicker problem={problem} onChoose={(chosen) => void choose(chosen)} />}
          {file !== null && run !== null && <ImportProgress run={run} header={file.table.header} onAnother={restart} />}
        </div>
      )}
    </section>
  );
}
