import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { entryOf } from "../../deliveries/delivery-order";
import { aDelivery } from "../../testing/a-delivery";
import { MOST_SELECTED, useSelection } from "./selection";

const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => entryOf(aDelivery({ shipmentId: `PKG-${index}` })));

test("all shown deliveries are selected, and no more than one change takes", () => {
  const { result } = renderHook(() => useSelection());
  act(() => result.current.selectAll(entries(MOST_SELECTED)));
  expect(result.current).toMatchObject({ ids: { size: MOST_SELECTED }, wanted: null });
  act(() => result.current.selectAll(entries(MOST_SELECTED + 7)));
  expect(result.current).toMatchObject({ ids: { size: MOST_SELECTED }, wanted: MOST_SELECTED + 7 });
  expect([...result.current.ids][0]).toBe("PKG-0");
  act(() => result.current.keep([]));
  expect(result.current).toMatchObject({ ids: { size: 0 }, wanted: null });
});

test("a range that is extended beyond the limit ends there", () => {
  const { result } = renderHook(() => useSelection());
  const shown = entries(2 * MOST_SELECTED);
  act(() => result.current.toggle("PKG-0", false, shown));
  act(() => result.current.toggle(`PKG-${MOST_SELECTED + 9}`, true, shown));
  expect(result.current).toMatchObject({ ids: { size: MOST_SELECTED }, wanted: MOST_SELECTED + 10 });
});
