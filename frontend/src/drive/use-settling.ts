import { useEffect, useState } from "react";

export const SETTLES_AFTER_MS = 500;

/** Tell whether what `key` names has just changed: the second tap of a double tap must not hit what moved below it. */
export function useSettling(key: string): boolean {
  const [settled, setSettled] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), SETTLES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return settled !== key;
}
