import { render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { ErrorBoundary } from "./error-boundary";

function Broken(): never {
  throw new Error("no canvas");
}

test("the rest of the page stays when a part fails", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  render(
    <>
      <p>list</p>
      <ErrorBoundary fallback={<p>no map</p>}>
        <Broken />
      </ErrorBoundary>
    </>,
  );
  expect(screen.getByText("list")).toBeVisible();
  expect(screen.getByText("no map")).toBeVisible();
});
