import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { useTracker } from "../../fleet/use-tracker";
import { formatCount, formatInstant } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { formatAge } from "../../ui/format";
import { Name } from "../../ui/name";
import { groupedItems, type ListItem, plainItems } from "./driver-groups";
import { FleetRow, rowElementId } from "./fleet-row";

const ROW_PX = 58;
const HEAD_PX = 32;

interface ShipmentListProps {
  /** Slots in the order to show. */
  readonly order: readonly number[];
  /** Put each driver's shipments under one head; they are sorted so. */
  readonly isGrouped: boolean;
  readonly selected: string | null;
  /** The row that the keyboard is at. */
  readonly active: string | null;
  readonly onSelect: (shipmentId: string) => void;
}

/** The rows that are in sight, of any number. */
export function ShipmentList({ order, isGrouped, selected, active, onSelect }: ShipmentListProps) {
  const messages = useMessages();
  const { store } = useTracker();
  const scroller = useRef<HTMLDivElement>(null);
  const items = useMemo(
    () => (isGrouped ? groupedItems(order, (slot) => store.driverAt(slot)) : plainItems(order)),
    [order, isGrouped, store],
  );
  const activeSlot = active === null ? null : store.slotOf(active);
  const activeIndex = activeSlot === null ? -1 : items.findIndex((item) => !isHead(item) && item.slot === activeSlot);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (isHead(items[at]) ? HEAD_PX : ROW_PX),
    overscan: 6,
    // The list names its active row, so that row is in the document wherever it is.
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), activeIndex),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heads are lower than rows, and stand elsewhere in new items
  useEffect(() => {
    if (isGrouped) rows.measure();
  }, [rows, items, isGrouped]);
  const shownActive = useRef<string | null>(null);
  useEffect(() => {
    // Only when the keyboard moved: a list that re-sorts itself must not scroll away under the reader.
    if (activeIndex < 0 || active === shownActive.current) return;
    shownActive.current = active;
    rows.scrollToIndex(activeIndex, { align: "auto" });
  });

  return (
    <div
      ref={scroller}
      className="shipment-list"
      role="listbox"
      tabIndex={0}
      aria-label={messages.list.title}
      aria-activedescendant={activeIndex >= 0 && active !== null ? rowElementId(active) : undefined}
    >
      <div className="shipment-list__rows" role="presentation" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return isHead(item) ? (
            <Head key={`driver ${item.driverId}`} driverId={item.driverId} count={item.count} top={start} />
          ) : (
            <Row
              key={store.idAt(item.slot) ?? item.slot}
              slot={item.slot}
              index={item.index}
              count={order.length}
              selected={selected}
              active={active}
              top={start}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps extends Pick<ShipmentListProps, "selected" | "active" | "onSelect"> {
  readonly slot: number;
  readonly index: number;
  readonly count: number;
  readonly top: number;
}

function Row({ slot, selected, active, ...rest }: RowProps) {
  const messages = useMessages();
  const tracker = useTracker();
  const { store, view } = tracker;
  const shipmentId = store.idAt(slot);
  if (shipmentId === null) return null;
  const now = tracker.now();
  const timestamp = store.columns.timestamp[slot] ?? now;
  return (
    <FleetRow
      shipmentId={shipmentId}
      driverId={store.driverAt(slot)}
      status={view.statusAt(slot)}
      age={formatAge(now - timestamp, messages)}
      instant={formatInstant(timestamp)}
      isSelected={shipmentId === selected}
      isActive={shipmentId === active}
      {...rest}
    />
  );
}

/** A driver's name above that driver's shipments. Each of them says the name too, so a screen reader needs no head. */
function Head({ driverId, count, top }: { readonly driverId: string; readonly count: number; readonly top: number }) {
  return (
    <div className="head" style={{ transform: `translateY(${top}px)` }} aria-hidden="true">
      <span className="head__name">
        <Name>{driverId}</Name>
      </span>
      <span>{formatCount(count)}</span>
    </div>
  );
}

function withIndex(indexes: number[], index: number): number[] {
  if (index < 0 || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}

function isHead(item: ListItem | undefined): item is Extract<ListItem, { readonly driverId: string }> {
  return item !== undefined && "driverId" in item;
}
