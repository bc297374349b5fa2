import type { MouseEvent } from "react";
import { toggleStatus } from "../../fleet/fleet-query";
import { MOTION_STATUSES, type MotionStatus } from "../../fleet/motion-status";
import { statusHint, statusNote } from "../../fleet/status-text";
import { useFleetRefresh, useHasSnapshot, useTracker } from "../../fleet/use-tracker";
import { formatCount } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { StatusMark } from "../../ui/status-mark";
import { useUnits } from "../../ui/units";
import { useShortcuts } from "../../ui/use-shortcuts";

interface LegendProps {
  readonly statuses: readonly MotionStatus[];
  readonly onChange: (statuses: readonly MotionStatus[]) => void;
}

/** What the marks on the map mean, how many there are of each, and a switch for each. */
export function Legend({ statuses, onChange }: LegendProps) {
  const messages = useMessages();
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
      <legend className="visually-hidden">{messages.legend.title}</legend>
      {MOTION_STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          className="legend__item"
          aria-pressed={statuses.includes(status)}
          title={`${statusHint(status, units, messages)}\n${messages.legend.hint}`}
          onClick={(event) => choose(status, event)}
        >
          <StatusMark status={status} />
          <span className="legend__word">{messages.status[status]}</span>
          <span className="legend__note">{statusNote(status, messages)}</span>
          <span className="legend__count">{formatCount(view.counts[status])}</span>
        </button>
      ))}
    </fieldset>
  );
}
