import { type RefObject, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { RowHeights } from "./list-layout";

interface Scroll {
  readonly topPx: number;
  readonly heightPx: number;
}

/** Return which part of its content an element shows. */
export function useScroll(scroller: RefObject<HTMLElement | null>): Scroll {
  const [scroll, setScroll] = useState<Scroll>({ topPx: 0, heightPx: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const read = () => setScroll({ topPx: element.scrollTop, heightPx: element.clientHeight });
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
  return scroll;
}

/** Return the heights of rows and heads in pixels: the height and the width of an element that is laid out with them. */
export function useRowHeights(sample: RefObject<HTMLElement | null>): RowHeights {
  const [heights, setHeights] = useState<RowHeights>({ rowPx: 0, headPx: 0 });
  useLayoutEffect(() => {
    const element = sample.current;
    if (element === null) return;
    const read = () => setHeights({ rowPx: element.offsetHeight, headPx: element.offsetWidth });
    read();
    // They follow the size of the browser's text, which may change at any time.
    const resized = new ResizeObserver(read);
    resized.observe(element);
    return () => resized.disconnect();
  }, [sample]);
  return heights;
}
