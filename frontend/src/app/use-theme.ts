import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from "react";
import { readStored, store } from "./use-stored";

export type Theme = "light" | "dark";

/** Also read by public/assets/boot.js, before the first paint. */
const STORAGE_KEY = "tracker.theme";

/** Return the theme in use (the person's choice, else the system's) and how to switch it. */
export function useTheme(): readonly [Theme, () => void] {
  const isSystemDark = useSyncExternalStore(subscribeToSystem, systemIsDark);
  const [choice, setChoice] = useState<Theme | null>(readChoice);
  const theme = choice ?? (isSystemDark ? "dark" : "light");
  // Before all other effects: the map reads the new colours in one of those.
  useLayoutEffect(() => {
    if (choice === null) return;
    document.documentElement.dataset["theme"] = choice;
    store(STORAGE_KEY, choice);
  }, [choice]);
  const toggle = useCallback(() => setChoice(theme === "dark" ? "light" : "dark"), [theme]);
  return [theme, toggle];
}

function subscribeToSystem(listener: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

function systemIsDark(): boolean {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

function readChoice(): Theme | null {
  const stored = readStored(STORAGE_KEY);
  return stored === "light" || stored === "dark" ? stored : null;
}
