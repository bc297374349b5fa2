import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Row } from "../../api/types";
import { aRow } from "../../testing/builders";
import { renderWithTracker } from "../../testing/render-with-tracker";
import { ShipmentPanel } from "./shipment-panel";

function renderPanel(...rows: readonly Row[]) {
  const acts = { onFollow: vi.fn(), onCentre: vi.fn(), onClose: vi.fn(), onDriver: vi.fn() };
  renderWithTracker(<ShipmentPanel shipmentId="PKG-998877" isFollowing={false} {...acts} />, rows);
  return acts;
}

test("the card shows what the device said and names what it did not say", () => {
  renderPanel(aRow({ timestamp: Date.now() / 1000 - 20, speed: 10, battery: 0.5 }));
  expect(screen.getByText("36 km/h")).toBeVisible();
  expect(screen.getByText("50 %")).toBeVisible();
  expect(screen.getByText("40.75800, -79.98550")).toBeVisible();
  expect(screen.getAllByText("not reported")).toHaveLength(2);
});

test("a shipment without a position is waited for", () => {
  renderPanel();
  expect(screen.getByText(/No position of this shipment yet/)).toBeVisible();
});

test("following, centring and closing are asked for by name", async () => {
  const { onFollow, onCentre, onClose } = renderPanel(aRow());
  await userEvent.click(screen.getByRole("button", { name: "Follow" }));
  await userEvent.click(screen.getByRole("button", { name: "Centre" }));
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(onFollow).toHaveBeenCalledWith(true);
  expect(onCentre).toHaveBeenCalledOnce();
  expect(onClose).toHaveBeenCalledOnce();
});

test("the card leads to the driver's other shipments and to another map", async () => {
  const { onDriver } = renderPanel(aRow());
  await userEvent.click(screen.getByRole("button", { name: "Show only this driver" }));
  expect(onDriver).toHaveBeenCalledExactlyOnceWith("Dave-007");
  const link = screen.getByRole("link", { name: "Open in another map" });
  expect(link).toHaveAttribute("href", expect.stringContaining("mlat=40.75800&mlon=-79.98550"));
});
