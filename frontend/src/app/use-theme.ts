import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from "react";

export type Theme = "light" | "dark";

/** Also read by public/assets/theme.js, before the first paint. */
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
    storeChoice(choice);
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
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === "light" || stored === "dark" ? stored : null;
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
    return null;
  }
}

function storeChoice(theme: Theme): void {
  try {
    localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // As above.
  }
}
