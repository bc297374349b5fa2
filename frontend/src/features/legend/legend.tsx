import type { MouseEvent } from "react";
import { toggleStatus } from "../../fleet/fleet-query";
import { MOTION_STATUSES, type MotionStatus } from "../../fleet/motion-status";
import { STATUS_NOTES, statusHint } from "../../fleet/status-text";
import { useFleetRefresh, useHasSnapshot, useTracker } from "../../fleet/use-tracker";
import { formatCount } from "../../ui/format";
import { StatusMark } from "../../ui/status-mark";
import { useUnits } from "../../ui/units";
import { useShortcuts } from "../../ui/use-shortcuts";
import { WORDS } from "../../ui/words";

interface LegendProps {
  readonly statuses: readonly MotionStatus[];
  readonly onChange: (statuses: readonly MotionStatus[]) => void;
}

/** What the marks on the map mean, how many there are of each, and a switch for each. */
export function Legend({ statuses, onChange }: LegendProps) {
  const { store, view } = useTracker();
  const hasSnapshot = useHasSnapshot();
  const units = useUnits();
  useFleetRefresh();
  useShortcuts(MOTION_STATUSES.map((status, i) => [String(i + 1), () => onChange(toggleStatus(statuses, status))]));
  if (!hasSnapshot || store.count === 0) return null;
  const choose = (status: MotionStatus, { shiftKey }: MouseEvent) =>
    onChange(shiftKey ? [status] : toggleStatus(statuses, status));
  return (
    <fieldset className="legend">
      <legend className="visually-hidden">{WORDS.legend}</legend>
      {MOTION_STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          className="legend__item"
          aria-pressed={statuses.includes(status)}
          title={`${statusHint(status, units)}\n${WORDS.legendHint}`}
          onClick={(event) => choose(status, event)}
        >
          <StatusMark status={status} />
          <span className="legend__word">{WORDS.status[status]}</span>
          <span className="legend__note">{STATUS_NOTES[status]}</span>
          <span className="legend__count">{formatCount(view.counts[status])}</span>
        </button>
      ))}
    </fieldset>
  );
}
