import { createContext, useContext, useEffect, useRef } from "react";

/** Keys, as `KeyboardEvent.key` names them, and what each does. */
export type Shortcuts = readonly (readonly [key: string, action: () => void])[];

/** Whether shortcuts of a single character act: speech input and shaky hands need to switch them off (WCAG 2.1.4). */
export const SingleKeysContext = createContext(true);

const WIDGETS = "button, a, summary";
const FIELDS = "input, textarea, select";
const EDITABLE = "[contenteditable]:not([contenteditable=false])";
const OPEN_DIALOGS = "dialog[open], [role=dialog]";

/**
 * Bind keys of the whole page while the component lives. What is typed into a field stays typing.
 *
 * Keys that change between two renderings are a function, which each key asks. `isFirst` takes a key before all others
 * that bind it, unless it is for a field.
 */
export function useShortcuts(shortcuts: Shortcuts | (() => Shortcuts), isFirst = false): void {
  const hasSingleKeys = useContext(SingleKeysContext);
  const find = useRef<(pressed: string) => (() => void) | undefined>(() => undefined);
  useEffect(() => {
    find.current = (pressed) => {
      if (!hasSingleKeys && isSingleKey(pressed)) return undefined;
      const current = typeof shortcuts === "function" ? shortcuts() : shortcuts;
      return current.find(([key]) => key === pressed)?.[1];
    };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = find.current(event.key);
      if (action === undefined || belongsElsewhere(event) || (isFirst && isInField(event.target))) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", onKeyDown, isFirst);
    return () => removeEventListener("keydown", onKeyDown, isFirst);
  }, [isFirst]);
}

function isSingleKey(key: string): boolean {
  return key.length === 1;
}

function isInField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches(FIELDS) || target.closest(EDITABLE) !== null);
}

function belongsElsewhere(event: KeyboardEvent): boolean {
  const { key, target, ctrlKey, metaKey, altKey, defaultPrevented, isComposing, repeat } = event;
  if (defaultPrevented || ctrlKey || metaKey || altKey || isComposing) return true;
  if (repeat && isSingleKey(key)) return true;
  if (document.querySelector(OPEN_DIALOGS) !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (isInField(target)) return key !== "Escape";
  if (key === "Enter") return target.closest(WIDGETS) !== null;
  // The map pans with the arrows.
  return key.startsWith("Arrow") && target.closest(".leaflet-container") !== null;
}
