import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { BUILT_IN, type ChosenMap, OSM, type TilesMap } from "../../map/base-maps/page-maps";
import { BaseMapChoice } from "./base-map-choice";

const STREETS: TilesMap = { kind: "tiles", name: "Streets", url: "/", credit: "", isPhoto: false, sendsOrigin: false };
const MAPS: readonly ChosenMap[] = [BUILT_IN, STREETS, { ...STREETS, name: "" }, OSM];

test("the maps are a group of radio buttons that the keyboard walks through", async () => {
  const onChoose = vi.fn();
  render(<BaseMapChoice choices={MAPS} shown={STREETS} onChoose={onChoose} />);
  expect(screen.getByRole("group", { name: "Map" })).toBeVisible();
  const names = screen.getAllByRole("radio").map((radio) => radio.closest("label")?.textContent);
  expect(names).toEqual(["Built-in map", "Streets", "Map tiles", expect.stringMatching(/^OpenStreetMap.*asks/)]);
  expect(screen.getByRole("radio", { name: "Streets" })).toBeChecked();
  await userEvent.click(screen.getByRole("radio", { name: /OpenStreetMap/ }));
  expect(onChoose).toHaveBeenCalledExactlyOnceWith(OSM);
});

test("there is no group where there is no choice", () => {
  render(<BaseMapChoice choices={[BUILT_IN]} shown={BUILT_IN} onChoose={vi.fn()} />);
  expect(screen.queryByRole("group")).toBeNull();
});
