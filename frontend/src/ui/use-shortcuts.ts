import { createContext, useContext, useEffect, useRef } from "react";

/** Keys, as `KeyboardEvent.key` names them, and what each does. */
export type Shortcuts = readonly (readonly [key: string, action: () => void])[];

/** Whether shortcuts of a single character act: speech input and shaky hands need to switch them off (WCAG 2.1.4). */
export const SingleKeysContext = createContext(true);

const WIDGETS = "button, a, summary";
const FIELDS = "input, textarea, select";
const EDITABLE = "[contenteditable]:not([contenteditable=false])";
const OPEN_DIALOGS = "dialog[open], [role=dialog]";

/** Bind keys of the whole page while the component lives. What is typed into a field stays typing. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const hasSingleKeys = useContext(SingleKeysContext);
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = hasSingleKeys ? shortcuts : shortcuts.filter(([key]) => !isSingleKey(key));
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = latest.current.find(([key]) => key === event.key)?.[1];
      if (action === undefined || belongsElsewhere(event)) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

function isSingleKey(key: string): boolean {
  return key.length === 1;
}

function belongsElsewhere(event: KeyboardEvent): boolean {
  const { key, target, ctrlKey, metaKey, altKey, defaultPrevented, isComposing, repeat } = event;
  if (defaultPrevented || ctrlKey || metaKey || altKey || isComposing) return true;
  if (repeat && isSingleKey(key)) return true;
  if (document.querySelector(OPEN_DIALOGS) !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches(FIELDS) || target.closest(EDITABLE) !== null) return key !== "Escape";
  if (key === "Enter") return target.closest(WIDGETS) !== null;
  // The map pans with the arrows.
  return key.startsWith("Arrow") && target.closest(".leaflet-container") !== null;
}
