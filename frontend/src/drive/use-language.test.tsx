import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { en } from "./messages/en";
import * as languages from "./messages/languages";
import { RETRY_AFTER_MS, useLanguage } from "./use-language";

test("a page whose texts did not arrive asks for them again", async () => {
  vi.useFakeTimers();
  vi.mock("./messages/languages", { spy: true });
  vi.mocked(languages.loadLanguage).mockRejectedValueOnce(new Error("No network.")).mockResolvedValueOnce(en);
  const { result } = renderHook(() => useLanguage({} as never, false));
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(result.current.loaded).toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(RETRY_AFTER_MS));
  expect(result.current.loaded?.texts.title).toBe("My route");
  vi.useRealTimers();
});
