/** Return the wait in milliseconds after so many consecutive failures (from 1): doubled by each, up to a bound. */
export function backoffMs(failures: number, firstMs: number, mostMs: number): number {
  return Math.min(mostMs, firstMs * 2 ** (failures - 1));
}
