import { useEffect, useRef, useState } from "react";
import type { PlaceName } from "../../api/place-names";
import { usePlaceNames } from "../../fleet/use-place-names";
import { useMessages } from "../../messages/use-messages";
import { visibleText } from "../../text/visible-text";
import { useUnits } from "../../ui/units";
import { PlaceNamer } from "./place-namer";
import { nextSpoken, nowhereWithin, placeWords, type Spoken, townKey } from "./place-words";

interface NearTownProps {
  readonly shipmentId: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Return how far from which town a shipment is, or null until that is known. */
export function usePlaceName({ shipmentId, latitude, longitude }: NearTownProps): PlaceName | null {
  const places = usePlaceNames();
  const namer = useRef<PlaceNamer | null>(null);
  const [named, setNamed] = useState<{ readonly shipmentId: string; readonly name: PlaceName } | null>(null);
  useEffect(() => {
    if (places === null) return;
    const created = new PlaceNamer(places, (name) => setNamed({ shipmentId, name }));
    namer.current = created;
    return () => created.close();
  }, [places, shipmentId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new shipment has a new namer, which must be told
  useEffect(() => namer.current?.look({ latitude, longitude }), [places, shipmentId, latitude, longitude]);
  return named?.shipmentId === shipmentId ? named.name : null;
}

/** The place in words, in the list of facts. */
export function NearTown({ name }: { readonly name: PlaceName }) {
  const messages = useMessages();
  const units = useUnits();
  const text = messages.nearTown;
  return (
    <div className="facts__row">
      <dt>{text.label}</dt>
      <dd>
        <span className="facts__value" title={text.sourceHint}>
          {placeWords(name, units, messages) ?? text.nowhere(nowhereWithin(units, messages))}
          <span className="facts__source">{text.source}</span>
        </span>
      </dd>
    </div>
  );
}

interface SpokenPlaceProps {
  readonly shipmentId: string;
  readonly name: PlaceName | null;
}

/** The same as a sentence for screen readers, said when the town changes and not with every fix. */
export function SpokenPlace({ shipmentId, name }: SpokenPlaceProps) {
  const messages = useMessages();
  const units = useUnits();
  const [spoken, setSpoken] = useState<Spoken | null>(null);
  if (name !== null) {
    const words = placeWords(name, units, messages);
    const id = visibleText(shipmentId);
    const sentence =
      words === null
        ? messages.nearTown.spokenNowhere(id, nowhereWithin(units, messages))
        : messages.nearTown.spoken(id, words);
    const next = nextSpoken(spoken, townKey(name), sentence, performance.now());
    if (next !== spoken) setSpoken(next);
  }
  return (
    <p className="visually-hidden" role="status">
      {spoken?.sentence}
    </p>
  );
}
