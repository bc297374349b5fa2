import { useId, useMemo, useState } from "react";
import type { CsvTable } from "../../../deliveries/csv-text";
import { isZone } from "../../../deliveries/delivery-draft";
import { readerZone } from "../../../deliveries/delivery-words";
import {
  countRepeated,
  guessMapping,
  IMPORT_FIELDS,
  type Mapping,
  missingFields,
  readyRows,
  remember,
} from "../../../deliveries/import-mapping";
import { useMessages } from "../../../messages/use-messages";
import { visibleText } from "../../../text/visible-text";
import { Name } from "../../../ui/name";
import styles from "./delivery-form.module.css";
import { TextField } from "./form-field";
import { readRemembered, storeRemembered } from "./remembered-columns";

export interface ChosenFile {
  readonly name: string;
  readonly table: CsvTable;
}

interface ImportPreviewProps {
  readonly file: ChosenFile;
  readonly onStart: (mapping: Mapping, timeZone: string) => void;
  readonly onBack: () => void;
}

const PREVIEW_ROWS = 5;

/** Shows how a file was read, and lets the person say what its columns are. */
export function ImportPreview({ file, onStart, onBack }: ImportPreviewProps) {
  const { deliveries } = useMessages();
  const text = deliveries.import;
  const listId = useId();
  const { name, table } = file;
  const [mapping, setMapping] = useState(() => guessMapping(table.header, readRemembered()));
  const [timeZone, setTimeZone] = useState(readerZone);
  const repeated = useMemo(() => countRepeated(readyRows(table, mapping)), [table, mapping]);
  const missing = missingFields(mapping);
  const hasZone = isZone(timeZone.trim());
  const start = () => {
    storeRemembered(remember(readRemembered(), table.header, mapping));
    onStart(mapping, timeZone.trim());
  };
  const separators: Readonly<Record<string, string>> = text.separators;
  return (
    <div className={styles["frame"]}>
      <div className={styles["form"]}>
        <p>
          <bdi>{text.file(visibleText(name), table.rows.length)}</bdi>{" "}
          <small className={styles["quiet"]}>{text.readAs(table.encoding, separators[table.separator] ?? "")}</small>
        </p>
        {repeated > 0 && <p className={styles["problem"]}>{text.repeated(repeated)}</p>}
        <Columns file={file} mapping={mapping} onMapping={setMapping} />
        <TextField
          label={text.zone}
          problem={hasZone ? undefined : deliveries.form.faults.noZone}
          value={timeZone}
          onChange={setTimeZone}
          listId={listId}
        />
        <datalist id={listId}>
          {Intl.supportedValuesOf("timeZone").map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </div>
      <div className={styles["foot"]}>
        <p role="status" className={styles["problem"]}>
          {missing.length > 0 && text.missing(missing.map((field) => text.fields[field]).join(", "))}
        </p>
        <div className={styles["buttons"]}>
          <button
            type="button"
            className="button button--main"
            disabled={missing.length > 0 || !hasZone}
            onClick={start}
          >
            {text.start(table.rows.length)}
          </button>
          <button type="button" className="button" onClick={onBack}>
            {text.another}
          </button>
        </div>
      </div>
    </div>
  );
}

interface ColumnsProps {
  readonly file: ChosenFile;
  readonly mapping: Mapping;
  readonly onMapping: (mapping: Mapping) => void;
}

/** Each column with its first cells, and the field that it is. */
function Columns({ file: { table }, mapping, onMapping }: ColumnsProps) {
  const text = useMessages().deliveries.import;
  const set = (index: number, value: string) => {
    const field = IMPORT_FIELDS.find((each) => each === value) ?? null;
    // A field is of one column: the last choice takes it from another.
    onMapping(mapping.map((held, at) => (at === index ? field : held === field ? null : held)));
  };
  return (
    <section aria-label={text.columns}>
      <h3 className={styles["title"]}>{text.columns}</h3>
      <ul className={styles["columns"]}>
        {table.header.map((column, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name, and the file stays
          <li key={index}>
            <span className={styles["column"]}>
              <Name>{column}</Name>
              <small className={styles["quiet"]}>
                <Name>
                  {table.rows
                    .slice(0, PREVIEW_ROWS)
                    .map(({ cells }) => cells[index] ?? "")
                    .join(" · ")}
                </Name>
              </small>
            </span>
            <select
              className={styles["control"]}
              aria-label={text.mapTo(visibleText(column))}
              value={mapping[index] ?? ""}
              onChange={({ target }) => set(index, target.value)}
            >
              <option value="">{text.leaveOut}</option>
              {IMPORT_FIELDS.map((field) => (
                <option key={field} value={field}>
                  {text.fields[field]}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </section>
  );
}
