import { type KeyboardEvent, useState } from "react";
import type { PlaceHit, PlacesApi } from "../../api/places";
import type { Point } from "../../geo/point";
import { useMessages } from "../../messages/use-messages";
import { useUnits } from "../../ui/units";
import styles from "./place-search.module.css";
import { usePlaceSearch } from "./use-place-search";

interface PlaceFieldProps {
  readonly api: PlacesApi;
  /** Places near it come first. */
  readonly near: Point | null;
  readonly onChoose: (hit: PlaceHit) => void;
}

const KEYS = ["ArrowDown", "ArrowUp", "Enter", "Escape"] as const;

/** Finds a place by a town, an address or coordinates, within a form. */
export function PlaceField({ api, near, onChoose }: PlaceFieldProps) {
  const text = useMessages().places;
  const [value, setValue] = useState("");
  const change = (next: string) => {
    setValue(next);
    places.setText(next);
  };
  const places = usePlaceSearch({
    api,
    near,
    units: useUnits(),
    onChoose: (hit) => {
      change("");
      onChoose(hit);
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const key = KEYS.find((known) => known === event.key);
    if (key === undefined || event.nativeEvent.isComposing) return;
    // Enter would send the form.
    if (places.onKey(key, false) || key === "Enter") event.preventDefault();
  };
  return (
    <div className={styles["field"]}>
      <input
        type="search"
        role="combobox"
        className={styles["input"]}
        aria-label={text.find}
        aria-autocomplete="list"
        aria-expanded={places.listId !== undefined}
        aria-controls={places.listId}
        aria-activedescendant={places.activeId}
        placeholder={text.find}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
      />
      {places.content}
    </div>
  );
}
