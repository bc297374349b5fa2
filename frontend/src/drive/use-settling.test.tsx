import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { SETTLES_AFTER_MS, useSettling } from "./use-settling";

test("a list settles half a second after a change, and is settled when it first shows", () => {
  vi.useFakeTimers();
  const { result, rerender } = renderHook(({ key }) => useSettling(key), { initialProps: { key: "PKG-1" } });
  expect(result.current).toBe(false);
  rerender({ key: "PKG-2" });
  expect(result.current).toBe(true);
  act(() => void vi.advanceTimersByTime(SETTLES_AFTER_MS));
  expect(result.current).toBe(false);
  vi.useRealTimers();
});
