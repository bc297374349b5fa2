import { type RefObject, useEffect, useRef } from "react";

/** Return a ref of the card: the focus moves to what it newly shows, and back where it came from when the card closes. */
export function useFocusOfCard(isOpen: boolean, shows: string): RefObject<HTMLDivElement | null> {
  const card = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const shown = useRef({ isOpen, shows });
  useEffect(() => {
    const before = shown.current;
    // A card that the address opened leaves the focus where the browser puts it.
    if (shows === before.shows) return;
    shown.current = { isOpen, shows };
    if (isOpen) {
      if (!before.isOpen) cameFrom.current = document.activeElement;
      card.current?.focus({ preventScroll: true });
      return;
    }
    const { current } = cameFrom;
    cameFrom.current = null;
    if (current instanceof HTMLElement && current.isConnected) current.focus({ preventScroll: true });
  }, [isOpen, shows]);
  return card;
}
