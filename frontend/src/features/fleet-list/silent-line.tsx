import { type FleetQuery, WHOLE_FLEET } from "../../fleet/fleet-query";
import type { FleetCounts } from "../../fleet/fleet-view";
import { SILENCE_LIMITS } from "../../fleet/silence";
import { formatCount } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";

interface SilentLineProps {
  readonly query: FleetQuery;
  readonly counts: FleetCounts;
  readonly onQuery: (query: FleetQuery) => void;
}

/** Says how many shipments are hidden because they no longer report, and shows them again. */
export function SilentLine({ query, counts, onQuery }: SilentLineProps) {
  const text = useMessages().silent;
  const isChanged = query.showsSilent || query.silence !== WHOLE_FLEET.silence;
  if (counts.silent === 0 && !isChanged) return null;
  return (
    <div className="silent">
      <label className="silent__text">
        <strong>{formatCount(counts.silent)}</strong> {text.text}{" "}
        <select
          value={query.silence}
          onChange={(event) => {
            const silence = SILENCE_LIMITS.find((option) => option === event.target.value);
            if (silence) onQuery({ ...query, silence });
          }}
        >
          {SILENCE_LIMITS.map((limit) => (
            <option key={limit} value={limit}>
              {text.limits[limit]}
            </option>
          ))}
        </select>
      </label>
      {(counts.putAway > 0 || query.showsSilent) && (
        <button
          type="button"
          className="text-button"
          aria-label={query.showsSilent ? text.hideHint : text.showHint}
          onClick={() => onQuery({ ...query, showsSilent: !query.showsSilent })}
        >
          {query.showsSilent ? text.hide : text.show}
        </button>
      )}
    </div>
  );
}
