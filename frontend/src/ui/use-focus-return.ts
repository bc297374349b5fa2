import { type RefObject, useEffect, useRef } from "react";

/**
 * Return a ref of the area: when a card or form closes, the focus returns where it was, or to the table.
 *
 * On a phone the card covers the table, which then cannot hold the focus; so the card takes it.
 */
export function useFocusReturn(panel: "form" | "card" | "none"): RefObject<HTMLElement | null> {
  const area = useRef<HTMLElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const shown = useRef(panel);
  useEffect(() => {
    if (panel === shown.current) return;
    const before = shown.current;
    shown.current = panel;
    const table = area.current?.querySelector<HTMLElement>("[role=grid]") ?? null;
    if (before === "none") {
      cameFrom.current = document.activeElement;
      const isCovered = table !== null && getComputedStyle(table).visibility === "hidden";
      if (panel === "card" && isCovered) area.current?.querySelector<HTMLElement>("aside")?.focus();
      return;
    }
    if (panel !== "none") return;
    const { activeElement, body } = document;
    if (activeElement !== null && activeElement !== body && activeElement.isConnected) return;
    const { current } = cameFrom;
    const isThere = current instanceof HTMLElement && current !== body && current.isConnected;
    (isThere ? current : table)?.focus({ preventScroll: true });
  }, [panel]);
  return area;
}
