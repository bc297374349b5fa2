import { baseMapId, type ChosenMap } from "../../map/base-maps/page-maps";
import type { Messages } from "../../messages/messages";
import { useMessages } from "../../messages/use-messages";

export interface BaseMapChoiceProps {
  readonly choices: readonly ChosenMap[];
  readonly shown: ChosenMap;
  readonly onChoose: (map: ChosenMap) => void;
}

/** Which map lies under the fleet; nothing where there is no choice. */
export function BaseMapChoice({ choices, shown, onChoose }: BaseMapChoiceProps) {
  const text = useMessages().baseMap;
  if (choices.length < 2) return null;
  return (
    <fieldset className="choices">
      <legend>{text.title}</legend>
      {choices.map((map) => (
        <label key={baseMapId(map)} className="choice">
          <input
            type="radio"
            name="base-map"
            checked={baseMapId(map) === baseMapId(shown)}
            onChange={() => onChoose(map)}
          />
          <span>
            {nameOf(map, text)}
            {map.kind === "osm" && <small>{text.osmHint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function nameOf(map: ChosenMap, text: Messages["baseMap"]): string {
  switch (map.kind) {
    case "tiles":
      return map.name === "" ? text.tiles : map.name;
    case "osm":
      return text.osm;
    case "built-in":
      return text.builtIn;
  }
}
