import type { RefObject } from "react";
import { useMessages } from "../../messages/use-messages";
import { CloseIcon, SearchIcon } from "../../ui/icons";
import { KeyHint } from "../../ui/key-hint";

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** An arrow or Enter was pressed: the list is wanted. */
  readonly onLeave: (key: "ArrowDown" | "Enter") => void;
}

export function SearchField({ field, value, onChange, onLeave }: SearchFieldProps) {
  const text = useMessages().list;
  return (
    <div className="search">
      <SearchIcon />
      <input
        ref={field}
        className="search__input"
        type="search"
        aria-label={text.search}
        placeholder={text.search}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          // Enter and the arrows choose among an input method's proposals first.
          if (event.nativeEvent.isComposing || (event.key !== "ArrowDown" && event.key !== "Enter")) return;
          event.preventDefault();
          onLeave(event.key);
        }}
      />
      {value === "" ? (
        <KeyHint className="search__hint">/</KeyHint>
      ) : (
        <button type="button" className="search__clear" aria-label={text.clearSearch} onClick={() => onChange("")}>
          <CloseIcon />
        </button>
      )}
    </div>
  );
}
