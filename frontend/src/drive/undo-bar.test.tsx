import { act, fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { en } from "./messages/en";
import { timesIn } from "./shown-times";
import { TOO_LATE_FOR_MS, UndoBar } from "./undo-bar";
import { TextsContext } from "./use-texts";

test("an undo that came too late is said for some seconds, and not beside the next undo", async () => {
  vi.useFakeTimers();
  const driver = { undo: async () => false } as never;
  const bar = (id: number | null) => (
    <TextsContext value={{ texts: en, times: timesIn("en") }}>
      <UndoBar
        shown={
          { undo: id === null ? null : { said: [{ id, shipmentId: "PKG-1", to: "delivered" }], seconds: 3 } } as never
        }
        driver={driver}
      />
    </TextsContext>
  );
  const { rerender } = render(bar(1));
  await act(async () => void fireEvent.click(screen.getByRole("button")));
  rerender(bar(null));
  expect(screen.getByRole("alert")).toHaveTextContent("It is already sent.");
  act(() => void vi.advanceTimersByTime(TOO_LATE_FOR_MS));
  expect(screen.queryByRole("alert")).toBeNull();
  rerender(bar(2));
  await act(async () => void fireEvent.click(screen.getByRole("button")));
  rerender(bar(3));
  rerender(bar(null));
  expect(screen.queryByRole("alert")).toBeNull();
  vi.useRealTimers();
});
