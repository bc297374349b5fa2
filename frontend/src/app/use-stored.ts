import { useCallback, useState } from "react";

/** Return one of `options` that this browser remembers, and how to choose another. */
export function useStored<T extends string>(key: string, options: readonly T[], first: T) {
  const [choice, setChoice] = useState<T>(() => options.find((option) => option === readStored(key)) ?? first);
  const choose = useCallback(
    (next: T) => {
      setChoice(next);
      store(key, next);
    },
    [key],
  );
  return [choice, choose] as const;
}

export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
    return null;
  }
}

export function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
