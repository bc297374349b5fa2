import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect, useState } from "react";
import { describe, expect, test } from "vitest";
import { WHOLE_FLEET } from "../../fleet/fleet-query";
import { useTracker } from "../../fleet/use-tracker";
import { aRow } from "../../testing/builders";
import { renderWithTracker } from "../../testing/render-with-tracker";
import { Legend } from "./legend";

const now = () => Date.now() / 1000;
const MOVING = () => aRow({ shipmentId: "A", timestamp: now(), speed: 9 });
const STALE = () => aRow({ shipmentId: "B", timestamp: now() - 400 });

function LegendOfAll() {
  const [query, setQuery] = useState(WHOLE_FLEET);
  const { view } = useTracker();
  useEffect(() => view.setQuery(query), [view, query]);
  return <Legend statuses={query.statuses} onChange={(statuses) => setQuery({ ...query, statuses })} />;
}

const item = (name: RegExp) => screen.getByRole("button", { name });

function renderLegend() {
  const { tracker } = renderWithTracker(<LegendOfAll />, [MOVING(), STALE()]);
  return () => tracker.view.order.map((slot) => tracker.store.idAt(slot));
}

describe("the legend", () => {
  test("hides a state that is clicked, goes on counting it, and brings it back", async () => {
    const shown = renderLegend();
    await userEvent.click(item(/^Stale.* 1$/));
    expect(shown()).toEqual(["A"]);
    expect(item(/^Stale.* 1$/)).toHaveAttribute("aria-pressed", "false");
    await userEvent.click(item(/^Stale.* 1$/));
    expect(shown()).toEqual(["A", "B"]);
  });

  test("shows one state alone when it is clicked with shift", async () => {
    const shown = renderLegend();
    const user = userEvent.setup();
    await user.keyboard("{Shift>}");
    await user.click(item(/^Stale.* 1$/));
    expect(shown()).toEqual(["B"]);
    expect(item(/^Moving.*1$/)).toHaveAttribute("aria-pressed", "false");
  });

  test("is not there where there is nothing to explain", () => {
    renderWithTracker(<LegendOfAll />, []);
    expect(screen.queryByRole("button")).toBeNull();
  });
});
