import { useMemo, useRef, useState } from "react";
import { formatCount } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { SearchIcon } from "../../ui/icons";
import { KeyHint } from "../../ui/key-hint";
import { useShortcuts } from "../../ui/use-shortcuts";
import { type DriverEntry, type DriverItem, driverItems } from "./driver-entries";
import { DriverRowOption, driverElementId } from "./driver-row-option";
import { useRowsInSight } from "./use-rows-in-sight";

interface DriverListProps {
  readonly drivers: readonly DriverEntry[];
  readonly nowS: number;
  readonly selected: string | null;
  readonly onSelect: (driverId: string) => void;
}

/** The drivers as a list: search, walk, select. Reaches drivers that the map has no marker for. */
export function DriverList({ drivers, nowS, selected, onSelect }: DriverListProps) {
  const text = useMessages().drivers;
  const field = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState("");
  const [active, setActive] = useState<string | null>(selected);
  const items = useMemo(() => driverItems(drivers, search), [drivers, search]);
  const order = useMemo(() => items.flatMap((item) => ("entry" in item ? [item.entry.driverId] : [])), [items]);
  const walk = (step: number) => {
    const at = active === null ? -1 : order.indexOf(active);
    setActive(order[at < 0 ? 0 : Math.min(order.length - 1, Math.max(0, at + step))] ?? null);
  };
  const select = (driverId: string) => {
    setActive(driverId);
    onSelect(driverId);
  };
  const enter = () => {
    const wanted = active !== null && order.includes(active) ? active : order[0];
    if (wanted !== undefined) select(wanted);
  };
  useShortcuts([
    ["/", () => field.current?.focus()],
    ["ArrowDown", () => walk(1)],
    ["ArrowUp", () => walk(-1)],
    ["Enter", enter],
  ]);
  return (
    <section className="fleet-list" aria-label={text.title}>
      <div className="fleet-list__controls">
        <div className="search">
          <SearchIcon />
          <input
            ref={field}
            className="search__input"
            type="search"
            aria-label={text.search}
            placeholder={text.search}
            autoComplete="off"
            spellCheck={false}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === "Escape" && search !== "") setSearch("");
              else if (event.key === "ArrowDown" || event.key === "Enter") {
                field.current?.blur();
                if (event.key === "Enter") enter();
                else walk(1);
              } else return;
              event.preventDefault();
            }}
          />
          {search === "" && <KeyHint className="search__hint">/</KeyHint>}
        </div>
      </div>
      <p className="visually-hidden" role="status">
        {search === "" ? "" : text.found(order.length)}
      </p>
      {order.length === 0 ? (
        <p className="fleet-list__none">{drivers.length === 0 ? text.none : text.noMatch}</p>
      ) : (
        <Rows items={items} count={order.length} nowS={nowS} selected={selected} active={active} onSelect={select} />
      )}
    </section>
  );
}

interface RowsProps extends Pick<DriverListProps, "nowS" | "selected" | "onSelect"> {
  readonly items: readonly DriverItem[];
  readonly count: number;
  /** The driver that the keyboard is at. */
  readonly active: string | null;
}

/** The rows that are in sight, of any number. */
function Rows({ items, count, nowS, selected, active, onSelect }: RowsProps) {
  const text = useMessages().drivers;
  const activeIndex = items.findIndex((item) => "entry" in item && item.entry.driverId === active);
  const { scroller, sample, layout, shown } = useRowsInSight(items, active, activeIndex);
  return (
    <div
      ref={scroller}
      className="shipment-list"
      role="listbox"
      tabIndex={0}
      aria-label={text.title}
      aria-activedescendant={activeIndex >= 0 && active !== null ? driverElementId(active) : undefined}
    >
      <div className="shipment-list__rows" role="presentation" style={{ height: layout.totalPx }}>
        <div ref={sample} className="shipment-list__sample" />
        {shown.map((index) => {
          const item = items[index];
          if (item === undefined) return null;
          const top = layout.topOf(index);
          if ("group" in item) {
            return (
              <div
                key={`group ${item.group}`}
                className="head"
                style={{ transform: `translateY(${top}px)` }}
                aria-hidden="true"
              >
                <span className="head__name">{text.group[item.group]}</span>
                <span>{formatCount(item.count)}</span>
              </div>
            );
          }
          const { driverId } = item.entry;
          return (
            <DriverRowOption
              key={driverId}
              entry={item.entry}
              nowS={nowS}
              position={item.index + 1}
              count={count}
              isSelected={driverId === selected}
              isActive={driverId === active}
              top={top}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}
