import type { Remembered } from "../../../deliveries/import-mapping";

const KEY = "tracker.import-columns";
/** Of very many files with columns of their own, the newest are remembered. */
const MOST_COLUMNS = 200;

export function readRemembered(): Remembered {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof held === "object" && held !== null ? (held as Remembered) : {};
  } catch {
    // Storage may be forbidden, or hold what an older version wrote.
    return {};
  }
}

export function storeRemembered(remembered: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(Object.entries(remembered).slice(-MOST_COLUMNS))));
  } catch {
    // As above.
  }
}
