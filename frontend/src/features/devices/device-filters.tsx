import { useRef } from "react";
import { BOUND, type DeviceQuery, SIGNALS } from "../../devices/device-query";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { useShortcuts } from "../../ui/use-shortcuts";
import styles from "./devices.module.css";

interface DeviceFiltersProps {
  readonly query: DeviceQuery;
  readonly onQuery: (query: DeviceQuery) => void;
}

/** Which devices the list shows. */
export function DeviceFilters({ query, onQuery }: DeviceFiltersProps) {
  const text = useDeviceMessages();
  const { filters } = text;
  const search = useRef<HTMLInputElement>(null);
  useShortcuts([["/", () => search.current?.focus()]]);
  return (
    <search className="filters" aria-label={filters.title}>
      <input
        ref={search}
        type="search"
        className={`filters__field ${styles["search"]}`}
        aria-label={filters.search}
        placeholder={filters.search}
        autoComplete="off"
        spellCheck={false}
        value={query.search}
        onChange={({ target }) => onQuery({ ...query, search: target.value })}
      />
      <select
        className="filters__field"
        aria-label={filters.bound}
        value={query.bound ?? ""}
        onChange={({ target }) => onQuery({ ...query, bound: BOUND.find((option) => option === target.value) ?? null })}
      >
        <option value="">{filters.everyBound}</option>
        <option value="unbound">{filters.unbound}</option>
        <option value="bound">{filters.withDriver}</option>
      </select>
      <select
        className="filters__field"
        aria-label={filters.signal}
        value={query.signal ?? ""}
        onChange={({ target }) =>
          onQuery({ ...query, signal: SIGNALS.find((option) => option === target.value) ?? null })
        }
      >
        <option value="">{filters.everySignal}</option>
        {SIGNALS.map((signal) => (
          <option key={signal} value={signal}>
            {text.signal[signal]}
          </option>
        ))}
      </select>
    </search>
  );
}
