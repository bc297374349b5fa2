import { type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import { ListLayout } from "./list-layout";
import { useRowHeights, useScroll } from "./use-scroll";

/** Rows above and below those in sight, for a list that scrolls before the page is told. */
const MORE_ROWS = 6;

interface RowsInSight {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** An element that has the heights of a row and a head. */
  readonly sample: RefObject<HTMLDivElement | null>;
  readonly layout: ListLayout;
  /** The rows in sight and the active one, which the list names, so that it is in the document wherever it is. */
  readonly shown: readonly number[];
}

/** Return the rows of a long list to draw; scrolls to the row that the keyboard is at, named `active`, when it moves. */
export function useRowsInSight(
  items: ConstructorParameters<typeof ListLayout>[0],
  active: string | null,
  activeIndex: number,
): RowsInSight {
  const scroller = useRef<HTMLDivElement>(null);
  const sample = useRef<HTMLDivElement>(null);
  const shownActive = useRef<string | null>(null);
  const heights = useRowHeights(sample);
  const layout = useMemo(() => new ListLayout(items, heights), [items, heights]);
  const { topPx, heightPx } = useScroll(scroller);
  const inSight = heights.rowPx === 0 ? [] : layout.between(topPx, topPx + heightPx, MORE_ROWS);
  useLayoutEffect(() => {
    // Only when the keyboard moved: a list that re-sorts itself must not scroll away under the reader.
    if (activeIndex < 0 || active === shownActive.current || scroller.current === null) return;
    shownActive.current = active;
    const { scrollTop, clientHeight } = scroller.current;
    scroller.current.scrollTop = layout.scrollTo(activeIndex, scrollTop, clientHeight);
  });
  return { scroller, sample, layout, shown: withIndex(inSight, activeIndex) };
}

/** The list names its active row, so that row is in the document wherever it is. */
function withIndex(indexes: readonly number[], index: number): readonly number[] {
  if (index < 0 || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}
