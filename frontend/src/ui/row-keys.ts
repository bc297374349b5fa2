/** What the keyboard does in a table of this many rows: a step from the row it is at. */
export function rowAfterKey(key: string, at: number, count: number, pageRows: number): number | null {
  if (count === 0) return null;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: count - 1,
  };
  const wanted = steps[key];
  if (wanted === undefined) return null;
  const isStep = key !== "Home" && key !== "End";
  return at < 0 && isStep ? 0 : Math.min(count - 1, Math.max(0, wanted));
}
