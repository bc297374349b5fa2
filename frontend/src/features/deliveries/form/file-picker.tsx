import { useId, useState } from "react";
import { useMessages } from "../../../messages/use-messages";
import styles from "./delivery-form.module.css";

interface FilePickerProps {
  readonly problem: string | null;
  readonly onChoose: (file: File) => void;
}

/** A field for a file that takes dropped files, too. */
export function FilePicker({ problem, onChoose }: FilePickerProps) {
  const text = useMessages().deliveries.import;
  const id = useId();
  const [isOver, setOver] = useState(false);
  return (
    <>
      <label
        className={styles["drop"]}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file !== undefined) onChoose(file);
        }}
      >
        <strong>{text.choose}</strong>
        <small id={id}>{text.chooseHint}</small>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label={text.choose}
          aria-describedby={id}
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined) onChoose(file);
            // The same file may be chosen again once it was corrected.
            target.value = "";
          }}
        />
      </label>
      <p role="alert" className={styles["problem"]}>
        {problem}
      </p>
    </>
  );
}
