import { type RefObject, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Rows above and below those in sight, for a table that scrolls before the page is told. */
const MORE_ROWS = 8;
const ROW_REM = 2.75;

interface Rows {
  /** The rows to draw, in order. */
  readonly indexes: readonly number[];
  /** Heights of the rows that are left out, in pixels. */
  readonly above: number;
  readonly below: number;
  readonly pageRows: number;
  readonly scrollTo: (index: number) => void;
}

/** Return which of `count` rows of one height are in sight. */
export function useRows(scroller: RefObject<HTMLElement | null>, count: number, active: number): Rows {
  const [view, setView] = useState({ topPx: 0, heightPx: 0, rowPx: ROW_REM * 16 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const read = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      setView({ topPx: element.scrollTop, heightPx: element.clientHeight, rowPx: ROW_REM * rem });
    };
    read();
    // Before the browser paints, so that no row is missing.
    const readAtOnce = () => flushSync(read);
    element.addEventListener("scroll", readAtOnce, { passive: true });
    const resized = new ResizeObserver(read);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", readAtOnce);
      resized.disconnect();
    };
  }, [scroller]);
  const { topPx, heightPx, rowPx } = view;
  const inSight = Math.ceil(heightPx / rowPx);
  const first = Math.max(0, Math.min(count - inSight, Math.floor(topPx / rowPx)) - MORE_ROWS);
  const last = Math.min(count, first + inSight + 2 * MORE_ROWS + 1);
  // The table names its active row, so that row is in the document; it takes the place of the nearest one.
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
  const isAbove = active >= 0 && active < first;
  const isBelow = active >= last && active < count;
  return {
    indexes: isAbove ? [active, ...indexes] : isBelow ? [...indexes, active] : indexes,
    above: (first - Number(isAbove)) * rowPx,
    below: (count - last - Number(isBelow)) * rowPx,
    pageRows: Math.max(1, inSight - 2),
    scrollTo: (index) => {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowPx;
      // The head of the table covers one row.
      const visiblePx = element.clientHeight - rowPx;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowPx > element.scrollTop + visiblePx) element.scrollTop = top + rowPx - visiblePx;
    },
  };
}
