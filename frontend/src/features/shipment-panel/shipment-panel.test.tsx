import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Row } from "../../api/types";
import { aRow, changesOf, NOON } from "../../testing/builders";
import { renderWithTracker } from "../../testing/render-with-tracker";
import { ShipmentPanel } from "./shipment-panel";

function renderPanel(...rows: readonly Row[]) {
  const acts = { onFollow: vi.fn(), onCentre: vi.fn(), onClose: vi.fn(), onDriver: vi.fn() };
  const panel = <ShipmentPanel shipmentId="PKG-998877" isFollowing={false} {...acts} />;
  const { tracker } = renderWithTracker(panel, rows);
  const send = (row: Row) =>
    act(() => {
      tracker.store.apply(changesOf(row));
      tracker.view.refresh();
    });
  return { ...acts, send };
}

test("the card shows what the device said and names what it did not say", () => {
  renderPanel(aRow({ timestamp: Date.now() / 1000 - 20, speed: 10, battery: 0.5 }));
  expect(screen.getByText("36 km/h")).toBeVisible();
  expect(screen.getByText("50 %")).toBeVisible();
  expect(screen.getByText("40.75800, -79.98550")).toBeVisible();
  expect(screen.getAllByText("not reported")).toHaveLength(2);
});

const NORTH_EAST = { latitude: 40.759, longitude: -79.9842 };

test("a heading that the device reported is shown to the degree", () => {
  renderPanel(aRow({ heading: 45.2 }));
  expect(screen.getByText("NE · 45°")).toBeVisible();
});

test("a heading that follows from two fixes says so, and is given no more exactly than it is known", () => {
  const { send } = renderPanel(aRow());
  send(aRow({ timestamp: NOON + 10, ...NORTH_EAST }));
  expect(screen.getByText("NE · from movement")).toBeVisible();
});

test("a heading of an earlier fix is not shown as that of the last one", () => {
  const { send } = renderPanel(aRow({ heading: 90 }));
  send(aRow({ timestamp: NOON + 10 }));
  expect(screen.queryByText(/^E ·/)).toBeNull();
  send(aRow({ timestamp: NOON + 20, ...NORTH_EAST }));
  send(aRow({ timestamp: NOON + 30, ...NORTH_EAST }));
  expect(screen.queryByText(/from movement/)).toBeNull();
  expect(screen.getAllByText("not reported")).toHaveLength(4);
});

test("the speed and the place that are shown are those of the device, whatever follows from two fixes", () => {
  const { send } = renderPanel(aRow({ speed: 10 }));
  send(aRow({ timestamp: NOON + 10, ...NORTH_EAST }));
  expect(screen.queryByText(/km\/h/)).toBeNull();
  expect(screen.getByText("40.75900, -79.98420")).toBeVisible();
});

test("the card shows what is invisible in names, and copies the id as it is", async () => {
  const user = userEvent.setup();
  const shipmentId = "PKG-\u202Egpj";
  const acts = { onFollow: vi.fn(), onCentre: vi.fn(), onClose: vi.fn(), onDriver: vi.fn() };
  renderWithTracker(<ShipmentPanel shipmentId={shipmentId} isFollowing={false} {...acts} />, [
    aRow({ shipmentId, driverId: "\u3164" }),
  ]);
  expect(screen.getByRole("heading", { name: "PKG-⟨U+202E⟩gpj" }).querySelector("bdi")).not.toBeNull();
  expect(screen.getByText("⟨U+3164⟩")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Copy shipment id" }));
  expect(await navigator.clipboard.readText()).toBe(shipmentId);
  await user.click(screen.getByRole("button", { name: "Show only this driver" }));
  expect(acts.onDriver).toHaveBeenCalledExactlyOnceWith("\u3164");
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

test("the card says that nothing confirms a position, and when the device was last heard without one", () => {
  const nowS = Date.now() / 1000;
  const held = { latitude: 40, longitude: -80, timestamp: nowS - 90 };
  const { send } = renderPanel(aRow({ timestamp: nowS - 60, suspect: true, held, contactAt: nowS - 5 }));
  expect(screen.getByText("Unconfirmed position: too far from the one before")).toBeVisible();
  expect(screen.getByText("40.75800, -79.98550")).toBeVisible();
  expect(screen.getByText("Last contact").nextElementSibling).toHaveTextContent(/^[45] s ago|just now$/);
  send(aRow({ timestamp: nowS - 2 }));
  expect(screen.queryByText(/Unconfirmed/)).toBeNull();
  expect(screen.queryByText("Last contact")).toBeNull();
});
