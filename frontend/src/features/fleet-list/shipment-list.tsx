import { useMemo } from "react";
import { useTracker } from "../../fleet/use-tracker";
import { formatCount, formatInstant } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { formatAge } from "../../ui/format";
import { Name } from "../../ui/name";
import { groupedItems, isHead, plainItems } from "./driver-groups";
import { FleetRow, rowElementId } from "./fleet-row";
import { useRowsInSight } from "./use-rows-in-sight";

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
  const items = useMemo(
    () => (isGrouped ? groupedItems(order, (slot) => store.driverAt(slot)) : plainItems(order)),
    [order, isGrouped, store],
  );
  const activeSlot = active === null ? null : store.slotOf(active);
  const activeIndex = activeSlot === null ? -1 : items.findIndex((item) => !isHead(item) && item.slot === activeSlot);
  const { scroller, sample, layout, shown } = useRowsInSight(items, active, activeIndex);

  return (
    <div
      ref={scroller}
      className="shipment-list"
      role="listbox"
      tabIndex={0}
      aria-label={messages.list.title}
      aria-activedescendant={activeIndex >= 0 && active !== null ? rowElementId(active) : undefined}
    >
      <div className="shipment-list__rows" role="presentation" style={{ height: layout.totalPx }}>
        <div ref={sample} className="shipment-list__sample" />
        {shown.map((index) => {
          const item = items[index];
          if (item === undefined) return null;
          const top = layout.topOf(index);
          return isHead(item) ? (
            <Head key={`driver ${item.driverId}`} driverId={item.driverId} count={item.count} top={top} />
          ) : (
            <Row
              key={store.idAt(item.slot) ?? item.slot}
              slot={item.slot}
              index={item.index}
              count={order.length}
              selected={selected}
              active={active}
              top={top}
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
