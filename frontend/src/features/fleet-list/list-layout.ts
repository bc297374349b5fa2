/** What the list shows one below the other; a head counts the rows below it. */
type LaidOut = object & { readonly count?: number };

export interface RowHeights {
  readonly rowPx: number;
  readonly headPx: number;
}

/** Where each item of the list is, in pixels below its top. All rows have one height, and all heads another. */
export class ListLayout {
  readonly #count: number;
  readonly #heights: RowHeights;
  /** The indexes of the heads. */
  readonly #heads: readonly number[];

  constructor(items: readonly LaidOut[], heights: RowHeights) {
    this.#count = items.length;
    this.#heights = heights;
    this.#heads = items.flatMap((item, index) => (item.count === undefined ? [] : [index]));
  }

  get totalPx(): number {
    return this.topOf(this.#count);
  }

  topOf(index: number): number {
    const heads = firstOf(this.#heads.length, (at) => (this.#heads[at] ?? 0) >= index);
    return heads * this.#heights.headPx + (index - heads) * this.#heights.rowPx;
  }

  /** Return the items between two heights, with some more on each side. */
  between(topPx: number, bottomPx: number, more: number): readonly number[] {
    const first = Math.max(0, firstOf(this.#count, (index) => this.topOf(index + 1) > topPx) - more);
    const end = Math.min(this.#count, firstOf(this.#count, (index) => this.topOf(index) >= bottomPx) + more);
    return Array.from({ length: Math.max(0, end - first) }, (_, step) => first + step);
  }

  /** Return how far to scroll so that an item is in sight, from `topPx` and no farther than needed. */
  scrollTo(index: number, topPx: number, heightPx: number): number {
    return Math.max(Math.min(topPx, this.topOf(index)), this.topOf(index + 1) - heightPx);
  }
}

/** Return the first number below `count` from which `isTrue` is true, or `count`. */
function firstOf(count: number, isTrue: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
