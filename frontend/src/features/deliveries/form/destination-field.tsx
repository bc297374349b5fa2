import { useId, useMemo, useRef, useState } from "react";
import type { PlaceHit } from "../../../api/places";
import type { Point } from "../../../geo/point";
import type { MapTool } from "../../../map/map-tool";
import { PickTool } from "../../../map/pick/pick-tool";
import { useMessages } from "../../../messages/use-messages";
import { formatPlace } from "../../../ui/format";
import { CentreIcon } from "../../../ui/icons";
import styles from "./delivery-form.module.css";
import type { FormParts } from "./form-parts";

interface DestinationFieldProps {
  readonly place: Point | null;
  readonly problem: string | undefined;
  readonly parts: FormParts;
  /** The address is that of a place found by its address, else null. */
  readonly onPlace: (place: Point, address: string | null) => void;
}

/** Where a delivery goes: found by a text, or picked on the map. */
export function DestinationField({ place, problem, parts, onPlace }: DestinationFieldProps) {
  const messages = useMessages();
  const text = messages.deliveries.form;
  const id = useId();
  const [tool, setTool] = useState<MapTool | null>(null);
  const flights = useRef(place === null ? 0 : 1);
  const flight = flights.current;
  const pin = useMemo(
    () => place && { ...place, name: formatPlace(place.latitude, place.longitude), flight },
    [place, flight],
  );
  const find = (hit: PlaceHit) => {
    flights.current += 1;
    onPlace(pointOf(hit), hit.source === "address" ? hit.label : null);
  };
  const point = () =>
    setTool(
      new PickTool((picked) => {
        setTool(null);
        onPlace(picked, null);
      }),
    );
  return (
    <fieldset className={styles["destination"]} aria-describedby={`${id}-state`}>
      <legend>{text.destination}</legend>
      {parts.placeField(place, find)}
      <p id={`${id}-state`} className={styles["state"]} data-invalid={problem !== undefined} role="status">
        {problem ?? (place === null ? text.noPlace : text.placeAt(formatPlace(place.latitude, place.longitude)))}
      </p>
      <div className={styles["map"]}>{parts.pickMap({ pin, tool, onTool: setTool })}</div>
      {tool === null ? (
        <button type="button" className="button" onClick={point}>
          <CentreIcon />
          {messages.places.point}
        </button>
      ) : (
        <PickHint onCancel={() => setTool(null)} />
      )}
    </fieldset>
  );
}

/** Says how a place is picked, also to people who cannot point. */
function PickHint({ onCancel }: { readonly onCancel: () => void }) {
  const text = useMessages().places;
  return (
    <div className={styles["pick"]} role="status">
      <span>{text.pick}</span>
      <button type="button" className="text-button" onClick={onCancel}>
        {text.cancel}
      </button>
    </div>
  );
}

function pointOf({ latitude, longitude }: Point): Point {
  return { latitude, longitude };
}
