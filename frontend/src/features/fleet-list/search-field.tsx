import type { KeyboardEvent, RefObject } from "react";
import { useMessages } from "../../messages/use-messages";
import { CentreIcon, CloseIcon, SearchIcon } from "../../ui/icons";
import { KeyHint } from "../../ui/key-hint";
import type { FoundPlaces } from "./found-places";

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly hasShipments: boolean;
  readonly places: FoundPlaces;
  readonly onChange: (value: string) => void;
  /** An arrow or Enter was pressed: the list is wanted. */
  readonly onLeave: (key: "ArrowDown" | "Enter") => void;
  /** A point on the map is wanted. */
  readonly onPoint: () => void;
}

const KEYS = ["ArrowDown", "ArrowUp", "Enter", "Escape"] as const;

export function SearchField(props: SearchFieldProps) {
  const { field, value, hasShipments, places, onChange, onLeave, onPoint } = props;
  const messages = useMessages();
  const text = messages.list;
  const onKeyDown = (event: KeyboardEvent) => {
    const key = KEYS.find((known) => known === event.key);
    // Enter and the arrows choose among an input method's proposals first.
    if (key === undefined || event.nativeEvent.isComposing) return;
    if (places.onKey(key, hasShipments)) event.preventDefault();
    else if (key === "Escape" && value !== "") {
      event.preventDefault();
      onChange("");
    } else if (key === "ArrowDown" || key === "Enter") {
      event.preventDefault();
      onLeave(key);
    }
  };
  return (
    <div className="search">
      <SearchIcon />
      <input
        ref={field}
        className="search__input"
        type="search"
        role="combobox"
        aria-label={text.search}
        aria-autocomplete="list"
        aria-expanded={places.listId !== undefined}
        aria-controls={places.listId}
        aria-activedescendant={places.activeId}
        placeholder={text.search}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === "" ? (
        <KeyHint className="search__hint">/</KeyHint>
      ) : (
        <button type="button" className="search__clear" aria-label={text.clearSearch} onClick={() => onChange("")}>
          <CloseIcon />
        </button>
      )}
      <button
        type="button"
        className="search__point"
        aria-label={messages.places.point}
        title={messages.places.point}
        onClick={onPoint}
      >
        <CentreIcon />
      </button>
    </div>
  );
}
