import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { Entry } from "../../deliveries/delivery-order";
import { useMessages } from "../../messages/use-messages";
import { rowAfterKey } from "../../ui/row-keys";
import { SpaceRow } from "../../ui/space-row";
import { useRows } from "../../ui/use-rows";
import styles from "./deliveries.module.css";
import { DeliveryRow, rowElementId } from "./delivery-row";
import { MOST_SELECTED, type Selection } from "./selection";

interface DeliveryTableProps {
  readonly shown: readonly Entry[];
  readonly nowS: number;
  readonly open: string | null;
  readonly selection: Selection;
  readonly onOpen: (shipmentId: string) => void;
}

/** Ages in the table move this often. */
const AGE_STEP_S = 10;

const COLUMNS = [
  ["id", ""],
  ["status", "state"],
  ["driver", "wide"],
  ["window", "middle"],
  ["eta", "arrival"],
  ["stops", "number"],
  ["risk", "danger"],
  ["reference", "wide"],
  ["recipient", "wide"],
] as const;

/** Deliveries in order of urgency; only rows in sight are in the document. */
export function DeliveryTable({ shown, nowS, open, selection, onOpen }: DeliveryTableProps) {
  const text = useMessages().deliveries;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(open);
  const scrolledTo = useRef<string | null>(null);
  const activeIndex = active === null ? -1 : shown.findIndex(({ delivery }) => delivery.shipmentId === active);
  const rows = useRows(scroller, shown.length, activeIndex);
  useLayoutEffect(() => {
    // Only when the keyboard moved: a table that sorts itself again must not scroll away under the reader.
    if (activeIndex < 0 || active === scrolledTo.current) return;
    scrolledTo.current = active;
    rows.scrollTo(activeIndex);
  });
  const idAt = (index: number) => shown[index]?.delivery.shipmentId ?? null;
  const select = (shipmentId: string, isExtended: boolean) => {
    setActive(shipmentId);
    selection.toggle(shipmentId, isExtended, shown);
  };
  const openRow = (shipmentId: string) => {
    setActive(shipmentId);
    onOpen(shipmentId);
  };
  const act = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, ctrlKey, metaKey } = event;
    if (key === "a" && (ctrlKey || metaKey)) selection.selectAll(shown);
    else if (key === "Enter" && active !== null) onOpen(active);
    else if (key === " " && active !== null) selection.toggle(active, false, shown);
    else {
      const next = rowAfterKey(key, activeIndex, shown.length, rows.pageRows);
      const id = next === null ? null : idAt(next);
      if (id === null) return false;
      if (shiftKey) selection.extend(active ?? id, id, shown);
      setActive(id);
    }
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || !act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const steppedS = Math.ceil(nowS / AGE_STEP_S) * AGE_STEP_S;
  const { above, below, indexes } = rows;
  return (
    <div ref={scroller} className={styles["scroller"]}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are chosen is a grid
        role="grid"
        tabIndex={0}
        className={styles["table"]}
        aria-label={text.title}
        aria-rowcount={shown.length + 1}
        aria-colcount={COLUMNS.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={activeIndex >= 0 && active !== null ? rowElementId(active) : undefined}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={styles["pick"]}>
              <SelectAll shown={shown} selection={selection} />
            </th>
            {COLUMNS.map(([name, kind]) => (
              <th key={name} scope="col" className={kind === "" ? undefined : styles[kind]}>
                {text.columns[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <SpaceRow className={styles["space"]} heightPx={above} />
          {indexes.map((index) => {
            const entry = shown[index];
            if (entry === undefined) return null;
            const { shipmentId } = entry.delivery;
            return (
              <DeliveryRow
                key={shipmentId}
                delivery={entry.delivery}
                nowS={steppedS}
                rowIndex={index + 2}
                isOpen={shipmentId === open}
                isActive={shipmentId === active}
                isSelected={selection.ids.has(shipmentId)}
                onOpen={openRow}
                onSelect={select}
              />
            );
          })}
          <SpaceRow className={styles["space"]} heightPx={below} />
        </tbody>
      </table>
    </div>
  );
}

/** Selects all shown rows, as many as can be changed at once, or none. */
function SelectAll({ shown, selection }: Pick<DeliveryTableProps, "shown" | "selection">) {
  const text = useMessages().deliveries.change;
  const { size } = selection.ids;
  const isAll = size > 0 && size >= Math.min(shown.length, MOST_SELECTED);
  return (
    <label className={styles["box"]}>
      <input
        ref={(box) => {
          if (box !== null) box.indeterminate = size > 0 && !isAll;
        }}
        type="checkbox"
        aria-label={text.selectAll}
        title={text.selectAll}
        checked={isAll}
        onChange={() => (isAll ? selection.keep([]) : selection.selectAll(shown))}
      />
    </label>
  );
}
