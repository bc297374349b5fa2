import { useSyncExternalStore } from "react";
import type { MeasureTool } from "../../map/measure/measure-tool";
import { lengthsOf } from "../../map/measure/measured-way";
import { useMessages } from "../../messages/use-messages";
import { CopyButton } from "../../ui/copy-button";
import { formatDistance } from "../../ui/format";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon, UndoIcon } from "../../ui/icons";
import { useUnits } from "../../ui/units";
import styles from "./map-tools.module.css";

/** What the ruler says, and what can be done with it. */
export function MeasureBar({ tool, onEnd }: { readonly tool: MeasureTool; readonly onEnd: () => void }) {
  const messages = useMessages();
  const text = messages.mapTools;
  const units = useUnits();
  const way = useSyncExternalStore(tool.subscribe, () => tool.way);
  const { totalM, lastM } = lengthsOf(way);
  const total = formatDistance(totalM, units, messages);
  return (
    <section className={styles["bar"]} aria-label={text.measure}>
      <output className={styles["words"]}>
        {way.places.length < 2 ? (
          text.measureHint
        ) : (
          <>
            <strong>{text.measureTotal(total)}</strong>
            {way.places.length > 2 && <span>{text.measureLast(formatDistance(lastM, units, messages))}</span>}
            {way.isFinished && <small>{text.measureFinished}</small>}
          </>
        )}
      </output>
      {way.places.length > 1 && <CopyButton text={total} label={text.measureCopy} />}
      {way.places.length > 0 && (
        <IconButton label={text.measureUndo} onClick={() => tool.undo()}>
          <UndoIcon />
        </IconButton>
      )}
      <IconButton label={text.measureEnd} onClick={onEnd}>
        <CloseIcon />
      </IconButton>
    </section>
  );
}
