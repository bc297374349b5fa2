import { type ReactNode, useCallback, useRef, useState } from "react";
import { FLEET_SORTS, type FleetQuery, WHOLE_FLEET } from "../../fleet/fleet-query";
import { useConnection, useFleetRefresh, useHasSnapshot, useTracker } from "../../fleet/use-tracker";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { CloseIcon } from "../../ui/icons";
import { Name } from "../../ui/name";
import { useShortcuts } from "../../ui/use-shortcuts";
import type { FoundPlaces } from "./found-places";
import { SearchField } from "./search-field";
import { ShipmentList } from "./shipment-list";
import { SilentLine } from "./silent-line";

interface FleetListProps {
  readonly query: FleetQuery;
  readonly selected: string | null;
  readonly onQuery: (query: FleetQuery) => void;
  readonly onSelect: (shipmentId: string) => void;
  /** What the search finds beside shipments. */
  readonly places: FoundPlaces;
  /** The chosen place. */
  readonly card: ReactNode;
  readonly onPoint: () => void;
}

/** The fleet as a list: search, filter, sort, select. Everything that the map can do, without the map. */
export function FleetList({ query, selected, onQuery, onSelect, places, card, onPoint }: FleetListProps) {
  const messages = useMessages();
  const text = messages.list;
  const { store, view } = useTracker();
  const hasSnapshot = useHasSnapshot();
  const field = useRef<HTMLInputElement>(null);
  const [active, setActive] = useState<string | null>(selected);
  useFleetRefresh();

  const select = useCallback(
    (shipmentId: string) => {
      setActive(shipmentId);
      onSelect(shipmentId);
    },
    [onSelect],
  );
  const walk = (step: number) => {
    const at = active === null ? -1 : view.order.indexOf(store.slotOf(active) ?? -1);
    const next = at < 0 ? 0 : Math.min(view.order.length - 1, Math.max(0, at + step));
    setActive(store.idAt(view.order[next] ?? -1));
  };
  const enter = () => {
    const first = store.idAt(view.order[0] ?? -1);
    const isListed = active !== null && view.order.includes(store.slotOf(active) ?? -1);
    const wanted = isListed ? active : first;
    if (wanted !== null) select(wanted);
  };
  useShortcuts([
    ["/", () => field.current?.focus()],
    ["ArrowDown", () => walk(1)],
    ["ArrowUp", () => walk(-1)],
    ["Enter", enter],
  ]);

  return (
    <section className={`fleet-list${places.isOpen ? " fleet-list--searching" : ""}`} aria-label={text.title}>
      <div className="fleet-list__controls">
        <SearchField
          field={field}
          value={query.search}
          hasShipments={view.order.length > 0}
          places={places}
          onPoint={onPoint}
          onChange={(search) => {
            places.setText(search);
            onQuery({ ...query, search });
          }}
          onLeave={(key) => {
            field.current?.blur();
            if (key === "Enter") enter();
            else walk(1);
          }}
        />
        <div className="fleet-list__line">
          {query.driver !== null && (
            <button
              type="button"
              className="chip"
              aria-label={text.driverFilter(visibleText(query.driver))}
              title={text.everyDriver}
              onClick={() => onQuery({ ...query, driver: null })}
            >
              <span className="chip__text">
                <Name>{query.driver}</Name>
              </span>
              <CloseIcon />
            </button>
          )}
          <label className="sort">
            <span>{text.sortBy}</span>
            <select
              value={query.sort}
              onChange={(event) => {
                const sort = FLEET_SORTS.find((option) => option === event.target.value);
                if (sort) onQuery({ ...query, sort });
              }}
            >
              {FLEET_SORTS.map((sort) => (
                <option key={sort} value={sort}>
                  {text.sort[sort]}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      {card}
      <FoundCounts places={places} />
      {places.isOpen && view.order.length > 0 && <h2 className="fleet-list__group">{messages.places.shipments}</h2>}
      {!hasSnapshot && <Waiting />}
      {hasSnapshot && store.count === 0 && <p className="fleet-list__none">{messages.empty.list}</p>}
      {hasSnapshot && store.count > 0 && view.order.length === 0 && (
        <div className="fleet-list__none">
          <p>{text.noMatch}</p>
          <button
            type="button"
            className="button"
            onClick={() => {
              places.setText("");
              onQuery({ ...WHOLE_FLEET, sort: query.sort });
            }}
          >
            {text.showAll}
          </button>
        </div>
      )}
      {view.order.length > 0 && (
        <ShipmentList
          key={query.sort === "driver" ? "in groups" : "plain"}
          order={view.order}
          isGrouped={query.sort === "driver"}
          selected={selected}
          active={active}
          onSelect={select}
        />
      )}
      {places.content}
      {hasSnapshot && <SilentLine query={query} counts={view.counts} onQuery={onQuery} />}
    </section>
  );
}

/** Announces the number of results, once for each answer and not with each change of the fleet. */
function FoundCounts({ places: { isOpen, count, problem } }: { readonly places: FoundPlaces }) {
  const text = useMessages().places;
  const { view } = useTracker();
  const shipments = useRef(0);
  const said = useRef<number | null>(null);
  if (said.current !== count) {
    said.current = count;
    shipments.current = view.order.length;
  }
  const found = count === null ? "" : `${text.shipmentsFound(shipments.current)} ${text.placesFound(count)}`;
  return (
    <p className="visually-hidden" role="status">
      {isOpen ? [found, problem].filter(Boolean).join(" ") : ""}
    </p>
  );
}

/** Shown until the first snapshot is whole; looks like the list to come. */
function Waiting() {
  const messages = useMessages();
  const { status } = useConnection();
  const isUnreachable = status === "reconnecting" || status === "offline";
  return (
    <div className="skeleton" aria-busy="true">
      <p className={isUnreachable ? "skeleton__message" : "visually-hidden"}>
        {isUnreachable ? messages.unreachable : messages.loading}
      </p>
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <div key={row} className="skeleton__row" />
      ))}
    </div>
  );
}
