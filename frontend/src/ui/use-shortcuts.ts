import { useEffect, useRef } from "react";

/** Keys, as `KeyboardEvent.key` names them, and what each does. */
export type Shortcuts = readonly (readonly [key: string, action: () => void])[];

const WIDGETS = "button, a, summary, dialog";

/** Bind keys of the whole page while the component lives. What is typed into a field stays typing. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
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

function belongsElsewhere({ key, target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || ctrlKey || metaKey || altKey) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog") !== null) return true;
  if (target.matches("input, textarea, select")) return key !== "Escape";
  if (key === "Enter") return target.closest(WIDGETS) !== null;
  // The map pans with the arrows.
  return key.startsWith("Arrow") && target.closest(".leaflet-container") !== null;
}
