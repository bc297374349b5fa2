import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect, useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { WHOLE_FLEET } from "../../fleet/fleet-query";
import { useTracker } from "../../fleet/use-tracker";
import { aRow } from "../../testing/builders";
import { renderWithTracker } from "../../testing/render-with-tracker";
import { FleetList } from "./fleet-list";

const now = () => Date.now() / 1000;
const A = () => aRow({ shipmentId: "PKG-1", driverId: "Ann", timestamp: now() - 12, speed: 9 });
const B = () => aRow({ shipmentId: "PKG-2", driverId: "Bob", timestamp: now() - 400 });

const NO_PLACES = {
  places: {
    content: null,
    isOpen: false,
    listId: undefined,
    activeId: undefined,
    count: null,
    problem: null,
    setText: () => undefined,
    onKey: () => false,
  },
  card: null,
  onPoint: () => undefined,
};

function List({ onSelect }: { readonly onSelect: (shipmentId: string) => void }) {
  const [query, setQuery] = useState(WHOLE_FLEET);
  const { view } = useTracker();
  useEffect(() => view.setQuery(query), [view, query]);
  return <FleetList {...NO_PLACES} query={query} selected={null} onQuery={setQuery} onSelect={onSelect} />;
}

function renderList(...rows: Parameters<typeof renderWithTracker>[1] & object) {
  const onSelect = vi.fn();
  return { onSelect, ...renderWithTracker(<List onSelect={onSelect} />, rows) };
}

const names = () =>
  within(screen.getByRole("listbox"))
    .queryAllByRole("option")
    .map((row) => row.querySelector(".row__name")?.textContent);

async function scrollTo(list: HTMLElement, top: number) {
  list.scrollTop = top;
  fireEvent.scroll(list);
  await act(async () => undefined);
}

describe("the fleet list", () => {
  test("names shipment, driver, state and age of each", () => {
    renderList(A(), B());
    expect(screen.getByRole("option", { name: /PKG-1.*12 s ago.*Ann.*Moving/ })).toBeVisible();
    expect(screen.getByRole("option", { name: /PKG-2.*6 min ago.*Bob.*Stale/ })).toBeVisible();
  });

  test("narrows down with each key and comes back when cleared", async () => {
    renderList(A(), B());
    await userEvent.keyboard("/bob");
    expect(names()).toEqual(["PKG-2"]);
    await userEvent.click(screen.getByRole("button", { name: "Clear search" }));
    expect(names()).toEqual(["PKG-1", "PKG-2"]);
  });

  test("says how many were not heard from for long, and shows them when asked", async () => {
    renderList(A(), B(), aRow({ shipmentId: "PKG-0", timestamp: now() - 7_300 }));
    expect(names()).toEqual(["PKG-1", "PKG-2"]);
    expect(screen.getByText(/without a fix for more than/)).toHaveTextContent(/^1 without a fix/);
    await userEvent.click(screen.getByRole("button", { name: "Show silent shipments" }));
    expect(names()).toEqual(["PKG-1", "PKG-2", "PKG-0"]);
    await userEvent.click(screen.getByRole("button", { name: "Hide silent shipments" }));
    await userEvent.selectOptions(screen.getByRole("combobox", { name: /without a fix/ }), "1 day");
    expect(names()).toEqual(["PKG-1", "PKG-2", "PKG-0"]);
  });

  test("offers the way back when nothing matches", async () => {
    renderList(A());
    await userEvent.type(screen.getByRole("combobox", { name: /^Search/ }), "zzz");
    expect(screen.getByText("No shipment matches.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Show all shipments" }));
    expect(names()).toEqual(["PKG-1"]);
  });

  test("puts each driver's shipments under that driver", async () => {
    const { container } = renderList(A(), B(), aRow({ shipmentId: "PKG-3", driverId: "Ann", timestamp: now() }));
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Sort by" }), "driver");
    expect([...container.querySelectorAll(".head, .row__name")].map((it) => it.textContent)).toEqual([
      "Ann2",
      "PKG-1",
      "PKG-3",
      "Bob1",
      "PKG-2",
    ]);
  });

  test("is walked with the arrows and selects with Enter", async () => {
    const { onSelect } = renderList(A(), B());
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(onSelect).toHaveBeenCalledExactlyOnceWith("PKG-2");
    expect(screen.getByRole("listbox")).toHaveAttribute("aria-activedescendant", "row-PKG-2");
  });

  test("selects the first match with Enter in the search", async () => {
    const { onSelect } = renderList(A(), B());
    await userEvent.type(screen.getByRole("combobox", { name: /^Search/ }), "pkg-2{Enter}");
    expect(onSelect).toHaveBeenCalledExactlyOnceWith("PKG-2");
  });

  test("leaves Enter to an input method that is composing", () => {
    const { onSelect } = renderList(A());
    fireEvent.keyDown(screen.getByRole("combobox", { name: /^Search/ }), { key: "Enter", isComposing: true });
    expect(onSelect).not.toHaveBeenCalled();
  });

  test("keeps the row that the keyboard is at in the document, however far it is scrolled away", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => aRow({ shipmentId: `PKG-${1000 + i}`, timestamp: now() }));
    renderList(...rows);
    await userEvent.keyboard("{ArrowDown}");
    const list = screen.getByRole("listbox");
    await scrollTo(list, 8_000);
    expect(names()).toContain("PKG-1140");
    const activeId = list.getAttribute("aria-activedescendant") ?? "";
    expect(document.getElementById(activeId)).toHaveTextContent("PKG-1000");
    expect(names().length).toBeLessThan(60);
  });

  test("names no active row that the search has taken away", async () => {
    renderList(A(), B());
    await userEvent.keyboard("{ArrowDown}");
    await userEvent.type(screen.getByRole("combobox", { name: /^Search/ }), "bob");
    expect(screen.getByRole("listbox")).not.toHaveAttribute("aria-activedescendant");
  });

  test("shows what is invisible in a name, and lets no name turn another one round", async () => {
    const odd = { shipmentId: "PKG-\u202Egpj", driverId: "Ann\u200B", timestamp: now() };
    renderList(aRow(odd), aRow({ ...odd, shipmentId: "\uD800" }));
    const row = screen.getByRole("option", { name: /PKG-⟨U\+202E⟩gpj.*Ann⟨U\+200B⟩/ });
    expect([...row.querySelectorAll("bdi")].map((name) => name.textContent)).toEqual([
      "PKG-⟨U+202E⟩gpj",
      "Ann⟨U+200B⟩",
    ]);
    expect(names()).toContain("⟨U+D800⟩");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Sort by" }), "driver");
    expect(document.querySelector(".head bdi")).toHaveTextContent("Ann⟨U+200B⟩");
  });

  test("shows what is invisible in the name of the driver that it is narrowed to", () => {
    const query = { ...WHOLE_FLEET, driver: "\u2067Ann" };
    renderWithTracker(<FleetList {...NO_PLACES} query={query} selected={null} onQuery={vi.fn()} onSelect={vi.fn()} />, [
      A(),
    ]);
    const chip = screen.getByRole("button", { name: "Only driver ⟨U+2067⟩Ann. Show every driver" });
    expect(chip.querySelector("bdi")).toHaveTextContent("⟨U+2067⟩Ann");
  });

  test("says what it waits for before the first snapshot, and that the tracker does not answer", () => {
    const { sources } = renderWithTracker(<List onSelect={vi.fn()} />);
    expect(screen.getByText("Loading the fleet")).toBeInTheDocument();
    act(() => sources.newest.send("error"));
    expect(screen.getByText(/does not answer/)).toBeVisible();
  });
});
