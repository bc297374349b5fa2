import { type KeyboardEvent, useContext } from "react";
import { SingleKeysContext } from "../../ui/use-shortcuts";

/** Return a handler of the keys that act on what has the focus, unless single keys are switched off. */
export function useActKeys(acknowledge: (() => void) | null, snooze: (() => void) | null) {
  const hasSingleKeys = useContext(SingleKeysContext);
  return (event: KeyboardEvent<HTMLElement>) => {
    if (!hasSingleKeys || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = event.key === "a" ? acknowledge : event.key === "s" ? snooze : null;
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}
