import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PlaceNamesApi } from "../../api/place-names";
import type { PlaceHit } from "../../api/places";
import type { Point } from "../../geo/point";
import { formatPlace } from "../../ui/format";
import type { Units } from "../../ui/units";
import { pinName } from "./place-option-text";

/** The place that the map marks. */
export interface ChosenPlace extends Point {
  /** Null for a point without a name of its own. */
  readonly name: string | null;
  /** Where it lies, in words; null until the server said it, or far from all towns. */
  readonly lies: string | null;
  readonly credit: string | null;
}

interface Choice extends Point {
  readonly name: string | null;
  readonly flight: number;
}

interface ChosenPlaceParts {
  /** Null on a page without names of places. */
  readonly names: PlaceNamesApi | null;
  readonly units: Units;
  /** The place in the address of the page. */
  readonly first: Point | null;
  /** Whether the map shows that place at first; a link may say what the map shows. */
  readonly fliesToFirst: boolean;
  /** Keep it in the address of the page; null for none. */
  readonly onChange: (pin: Point | null) => void;
}

/** Keep the chosen place, and learn from the server where it lies. */
export function useChosenPlace({ names, units, first, fliesToFirst, onChange }: ChosenPlaceParts) {
  const [choice, setChoice] = useState<Choice | null>(() =>
    first === null ? null : { ...first, name: null, flight: fliesToFirst ? 1 : 0 },
  );
  const flights = useRef(fliesToFirst ? 1 : 0);
  const words = useWordsFor(choice, names, units);
  const choose = useCallback(
    (place: Point, name: string | null, isShared: boolean, isFlown: boolean) => {
      const { latitude, longitude } = place;
      if (isFlown) flights.current += 1;
      setChoice({ latitude, longitude, name, flight: flights.current });
      onChange(isShared ? { latitude, longitude } : null);
    },
    [onChange],
  );
  const chooseHit = useCallback(
    // Addresses are those of people, so they stay out of the address of the page.
    (hit: PlaceHit) => choose(hit, pinName(hit), hit.source !== "address", true),
    [choose],
  );
  const choosePoint = useCallback((point: Point) => choose(point, null, true, false), [choose]);
  const remove = useCallback(() => {
    setChoice(null);
    onChange(null);
  }, [onChange]);
  const chosen: ChosenPlace | null = choice === null ? null : { ...choice, ...words };
  const pin = useMemo(
    () => (choice === null ? null : { ...choice, name: choice.name ?? formatPlace(choice.latitude, choice.longitude) }),
    [choice],
  );
  return { chosen, pin, chooseHit, choosePoint, remove };
}

type Words = Pick<ChosenPlace, "lies" | "credit">;
const NO_WORDS: Words = { lies: null, credit: null };

function useWordsFor(choice: Choice | null, names: PlaceNamesApi | null, units: Units): Words {
  const [words, setWords] = useState<Words>(NO_WORDS);
  useEffect(() => {
    setWords(NO_WORDS);
    if (choice === null || names === null) return;
    const abort = new AbortController();
    void names.nameOf(choice.latitude, choice.longitude, abort.signal, units).then((answer) => {
      if (!abort.signal.aborted && answer?.place != null) setWords({ lies: answer.text, credit: answer.attribution });
    });
    return () => abort.abort();
  }, [choice, names, units]);
  return words;
}
