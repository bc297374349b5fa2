import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTracker } from "../../live/use-tracker";
import { formatAge } from "../../ui/format";
import { WORDS } from "../../ui/words";
import { FleetRow, rowElementId } from "./fleet-row";

const ROW_PX = 58;

interface ShipmentListProps {
  /** Slots in the order to show. */
  readonly order: readonly number[];
  readonly selected: string | null;
  /** The row that the keyboard is at. */
  readonly active: string | null;
  readonly onSelect: (shipmentId: string) => void;
}

/** The rows that are in sight, of any number. */
export function ShipmentList({ order, selected, active, onSelect }: ShipmentListProps) {
  const { store, view, now } = useList();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  const activeIndex = active === null ? -1 : order.findIndex((slot) => store.idAt(slot) === active);
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
      aria-label={WORDS.shipments}
      aria-activedescendant={activeIndex >= 0 && active !== null ? rowElementId(active) : undefined}
    >
      <div className="shipment-list__rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const slot = order[index] ?? -1;
          const shipmentId = store.idAt(slot);
          if (shipmentId === null) return null;
          return (
            <FleetRow
              key={shipmentId}
              shipmentId={shipmentId}
              driverId={store.driverAt(slot)}
              status={view.statusAt(slot)}
              age={formatAge(now - (store.columns.timestamp[slot] ?? now))}
              index={index}
              count={order.length}
              isSelected={shipmentId === selected}
              isActive={shipmentId === active}
              top={start}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}

function useList() {
  const tracker = useTracker();
  return { store: tracker.store, view: tracker.view, now: tracker.now() };
}
