import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { DriverRow } from "../../api/types";
import { driverEntries } from "./driver-entries";
import { DriverList } from "./driver-list";

const NOW_S = 10_000;

function openList(names: readonly string[], alerts: ReadonlyMap<string, number> = new Map()) {
  const rows = names.map(
    (driverId) => ({ driverId, latitude: 40, longitude: -80, timestamp: NOW_S - 30, speed: 9 }) as DriverRow,
  );
  const routes = new Map([["van 1", { length: 1 }]]);
  const onSelect = vi.fn();
  const drivers = driverEntries({ rows, routes, alerts });
  render(<DriverList drivers={drivers} nowS={NOW_S} selected={null} onSelect={onSelect} />);
  return onSelect;
}

test("a row says the name, the age, the stops left, the state and the open alerts", () => {
  openList(["van 1"], new Map([["van 1", 2]]));
  expect(screen.getByRole("option", { name: "van 1 30 s ago 1 stop left · Moving 2 alerts" })).toBeVisible();
});

test("the keyboard reaches every driver, of any number, and opens it", async () => {
  const onSelect = openList(Array.from({ length: 300 }, (_, index) => `van ${index + 2}`));
  const list = screen.getByRole("listbox", { name: "Drivers" });
  expect(within(list).queryAllByRole("option").length).toBeLessThan(60);
  await act(async () => list.focus());
  await userEvent.keyboard("{ArrowDown>60/}");
  const active = list.getAttribute("aria-activedescendant");
  expect(document.getElementById(String(active))).toHaveTextContent(/^van 60/);
  await userEvent.keyboard("{Enter}");
  expect(onSelect).toHaveBeenCalledExactlyOnceWith("van 60");
});

test("the search narrows the list, says how many it finds, and Enter opens the first", async () => {
  const onSelect = openList(["van 1", "van 2", "bike 2"]);
  await userEvent.keyboard("/");
  await userEvent.keyboard("2");
  expect(screen.getByRole("status")).toHaveTextContent("2 drivers match.");
  await userEvent.keyboard("{Enter}");
  expect(onSelect).toHaveBeenCalledExactlyOnceWith("bike 2");
  await userEvent.type(screen.getByRole("searchbox"), "x");
  expect(screen.getByText("No driver matches.")).toBeVisible();
});
