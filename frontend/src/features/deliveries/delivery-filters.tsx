import { useRef } from "react";
import { ALERT_KINDS, DELIVERY_STATUSES, type DeliveryQuery, RISKS } from "../../deliveries/delivery-query";
import { useMessages } from "../../messages/use-messages";
import { useShortcuts } from "../../ui/use-shortcuts";
import styles from "./deliveries.module.css";

interface DeliveryFiltersProps {
  readonly query: DeliveryQuery;
  readonly onQuery: (query: DeliveryQuery) => void;
}

/** Which deliveries the table shows. */
export function DeliveryFilters({ query, onQuery }: DeliveryFiltersProps) {
  const { deliveries } = useMessages();
  const text = deliveries.filters;
  const search = useRef<HTMLInputElement>(null);
  useShortcuts([["/", () => search.current?.focus()]]);
  return (
    <search className="filters" aria-label={text.title}>
      <input
        ref={search}
        type="search"
        className={`filters__field ${styles["search"]}`}
        aria-label={text.search}
        placeholder={text.search}
        autoComplete="off"
        spellCheck={false}
        value={query.search}
        onChange={({ target }) => onQuery({ ...query, search: target.value })}
      />
      <input
        type="search"
        className={`filters__field ${styles["driver"]}`}
        aria-label={text.driver}
        placeholder={text.driver}
        autoComplete="off"
        spellCheck={false}
        value={query.driver}
        onChange={({ target }) => onQuery({ ...query, driver: target.value })}
      />
      <Choice
        label={text.status}
        all={text.everyStatus}
        options={DELIVERY_STATUSES}
        value={query.status}
        nameOf={(status) => deliveries.status[status]}
        onChange={(status) => onQuery({ ...query, status })}
      />
      <Choice
        label={text.risk}
        all={text.everyRisk}
        options={RISKS}
        value={query.risk}
        nameOf={(risk) => deliveries.risk[risk]}
        onChange={(risk) => onQuery({ ...query, risk })}
      />
      <Choice
        label={text.alerts}
        all={text.everyAlert}
        options={ALERT_KINDS}
        value={query.alert}
        nameOf={(kind) => text.alert(deliveries.alert[kind])}
        onChange={(alert) => onQuery({ ...query, alert })}
      />
    </search>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  /** What no choice is called. */
  readonly all: string;
  readonly options: readonly T[];
  readonly value: T | null;
  readonly nameOf: (option: T) => string;
  readonly onChange: (value: T | null) => void;
}

function Choice<T extends string>({ label, all, options, value, nameOf, onChange }: ChoiceProps<T>) {
  return (
    <select
      className="filters__field"
      aria-label={label}
      value={value ?? ""}
      onChange={({ target }) => onChange(options.find((option) => option === target.value) ?? null)}
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {nameOf(option)}
        </option>
      ))}
    </select>
  );
}
