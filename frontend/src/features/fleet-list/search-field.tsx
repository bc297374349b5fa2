import type { RefObject } from "react";
import { CloseIcon, SearchIcon } from "../../ui/icons";
import { WORDS } from "../../ui/words";

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** An arrow or Enter was pressed: the list is wanted. */
  readonly onLeave: (key: "ArrowDown" | "Enter") => void;
}

export function SearchField({ field, value, onChange, onLeave }: SearchFieldProps) {
  return (
    <div className="search">
      <SearchIcon />
      <input
        ref={field}
        className="search__input"
        type="search"
        aria-label={WORDS.search}
        placeholder={WORDS.search}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "Enter") return;
          event.preventDefault();
          onLeave(event.key);
        }}
      />
      {value === "" ? (
        <kbd className="search__hint">/</kbd>
      ) : (
        <button type="button" className="search__clear" aria-label={WORDS.clearSearch} onClick={() => onChange("")}>
          <CloseIcon />
        </button>
      )}
    </div>
  );
}
