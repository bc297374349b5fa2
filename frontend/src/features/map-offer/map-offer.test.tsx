import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { MapOffer } from "./map-offer";

test("the offer tells what is sent before it is accepted or refused", async () => {
  const [onAccept, onRefuse] = [vi.fn(), vi.fn()];
  render(<MapOffer onAccept={onAccept} onRefuse={onRefuse} />);
  expect(screen.getByRole("region", { name: "Offer of a street map" })).toHaveTextContent("tile.openstreetmap.org");
  const explain = screen.getByRole("button", { name: "What is sent" });
  expect(explain).toHaveAttribute("aria-expanded", "false");
  await userEvent.click(explain);
  expect(explain).toHaveAttribute("aria-expanded", "true");
  expect(screen.getByText(/IP address/)).toBeVisible();
  expect(screen.getByRole("link", { name: /Tile usage policy/ })).toHaveAttribute(
    "href",
    "https://operations.osmfoundation.org/policies/tiles/",
  );
  expect(onAccept).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Not here" }));
  expect(onRefuse).toHaveBeenCalledTimes(1);
  await userEvent.click(screen.getByRole("button", { name: "Yes" }));
  expect(onAccept).toHaveBeenCalledTimes(1);
});
