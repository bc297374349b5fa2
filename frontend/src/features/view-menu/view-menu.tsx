import { useMessages } from "../../messages/use-messages";
import { ViewIcon } from "../../ui/icons";
import { KeyHint } from "../../ui/key-hint";
import { Popover } from "../../ui/popover";
import { UNITS, type Units, useUnits } from "../../ui/units";
import { BaseMapChoice, type BaseMapChoiceProps } from "./base-map-choice";
import type { ViewChoices } from "./view-url";

interface ViewMenuProps {
  readonly choices: ViewChoices;
  readonly onChange: (change: Partial<ViewChoices>) => void;
  readonly onUnits: (units: Units) => void;
  readonly baseMaps: BaseMapChoiceProps;
}

/** How the fleet is shown. */
export function ViewMenu({ choices: { hasClusters, hasTrail }, onChange, onUnits, baseMaps }: ViewMenuProps) {
  const text = useMessages().view;
  const units = useUnits();
  return (
    <Popover
      className="view-menu"
      triggerClass="icon-button"
      triggerLabel={text.title}
      label={text.title}
      trigger={<ViewIcon />}
    >
      <label className="choice">
        <input
          type="checkbox"
          checked={hasClusters}
          onChange={({ target }) => onChange({ hasClusters: target.checked })}
        />
        <span>{text.clusters}</span>
        <KeyHint>c</KeyHint>
      </label>
      <label className="choice" title={text.trailHint}>
        <input type="checkbox" checked={hasTrail} onChange={({ target }) => onChange({ hasTrail: target.checked })} />
        <span>
          {text.trail}
          <small>{text.trailHint}</small>
        </span>
        <KeyHint>t</KeyHint>
      </label>
      <BaseMapChoice {...baseMaps} />
      <fieldset className="choices">
        <legend>{text.units}</legend>
        {UNITS.map((option) => (
          <label key={option} className="choice">
            <input type="radio" name="units" checked={units === option} onChange={() => onUnits(option)} />
            <span>{text.unitsOf[option]}</span>
          </label>
        ))}
      </fieldset>
    </Popover>
  );
}
