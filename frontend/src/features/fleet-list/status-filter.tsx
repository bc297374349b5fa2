import type { FleetQuery } from "../../live/fleet-query";
import type { FleetCounts } from "../../live/fleet-view";
import { MOTION_STATUSES } from "../../live/motion-status";
import { formatCount } from "../../ui/format";
import { StatusMark } from "../../ui/status-mark";
import { WORDS } from "../../ui/words";

interface StatusFilterProps {
  readonly status: FleetQuery["status"];
  readonly counts: FleetCounts;
  readonly onChange: (status: FleetQuery["status"]) => void;
}

/** One button for each state, with its count; also the legend of the map. */
export function StatusFilter({ status, counts, onChange }: StatusFilterProps) {
  return (
    <fieldset className="filter">
      <legend className="visually-hidden">{WORDS.filterByStatus}</legend>
      {(["all", ...MOTION_STATUSES] as const).map((option) => (
        <button
          key={option}
          type="button"
          className="filter__option"
          aria-pressed={status === option}
          title={option === "all" ? undefined : WORDS.statusHint[option]}
          onClick={() => onChange(option === status ? "all" : option)}
        >
          <span className="filter__count">{formatCount(counts[option])}</span>
          <span className="filter__word">
            {option !== "all" && <StatusMark status={option} />}
            {option === "all" ? WORDS.all : WORDS.status[option]}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
