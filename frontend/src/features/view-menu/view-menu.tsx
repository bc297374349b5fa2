import { ViewIcon } from "../../ui/icons";
import { KeyHint } from "../../ui/key-hint";
import { Popover } from "../../ui/popover";
import { UNITS, type Units, useUnits } from "../../ui/units";
import { WORDS } from "../../ui/words";
import type { ViewChoices } from "./view-url";

interface ViewMenuProps {
  readonly choices: ViewChoices;
  readonly onChange: (change: Partial<ViewChoices>) => void;
  readonly onUnits: (units: Units) => void;
}

/** How the fleet is shown. */
export function ViewMenu({ choices: { hasClusters, hasTrail }, onChange, onUnits }: ViewMenuProps) {
  const units = useUnits();
  return (
    <Popover
      className="view-menu"
      triggerClass="icon-button"
      triggerLabel={WORDS.view}
      label={WORDS.view}
      trigger={<ViewIcon />}
    >
      <label className="choice">
        <input
          type="checkbox"
          checked={hasClusters}
          onChange={({ target }) => onChange({ hasClusters: target.checked })}
        />
        <span>{WORDS.clusters}</span>
        <KeyHint>c</KeyHint>
      </label>
      <label className="choice" title={WORDS.trailHint}>
        <input type="checkbox" checked={hasTrail} onChange={({ target }) => onChange({ hasTrail: target.checked })} />
        <span>
          {WORDS.trail}
          <small>{WORDS.trailHint}</small>
        </span>
        <KeyHint>t</KeyHint>
      </label>
      <fieldset className="choices">
        <legend>{WORDS.units}</legend>
        {UNITS.map((option) => (
          <label key={option} className="choice">
            <input type="radio" name="units" checked={units === option} onChange={() => onUnits(option)} />
            <span>{WORDS.unitsOf[option]}</span>
          </label>
        ))}
      </fieldset>
    </Popover>
  );
}
