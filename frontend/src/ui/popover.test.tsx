import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { Popover } from "./popover";

const trigger = () => screen.getByRole("button", { name: "View" });

async function open() {
  render(
    <>
      <p>nothing to focus</p>
      <button type="button">Elsewhere</button>
      <Popover className="menu" triggerClass="button" trigger="View" label="View menu">
        <input aria-label="First" />
        <input aria-label="Hidden" type="hidden" />
        <button type="button" disabled>
          Disabled
        </button>
        <input type="radio" name="last" aria-label="Last" defaultChecked />
        <input type="radio" name="last" aria-label="Reached by arrows" />
      </Popover>
    </>,
  );
  await userEvent.click(trigger());
  expect(screen.getByRole("dialog", { name: "View menu" })).toHaveFocus();
}

describe("a popover", () => {
  test("keeps the focus inside, in both directions", async () => {
    await open();
    await userEvent.tab();
    expect(screen.getByRole("textbox", { name: "First" })).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByRole("radio", { name: "Last" })).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByRole("textbox", { name: "First" })).toHaveFocus();
    await userEvent.tab({ shift: true });
    expect(screen.getByRole("radio", { name: "Last" })).toHaveFocus();
  });

  test("turns round at its beginning when nothing in it has the focus yet", async () => {
    await open();
    await userEvent.tab({ shift: true });
    expect(screen.getByRole("radio", { name: "Last" })).toHaveFocus();
  });

  test.each([
    ["Escape", () => userEvent.keyboard("{Escape}")],
    ["its button", () => userEvent.click(trigger())],
    ["a click on what takes no focus", () => userEvent.click(screen.getByText("nothing to focus"))],
  ])("gives the focus back when %s closes it", async (_, close) => {
    await open();
    await userEvent.tab();
    await close();
    expect(screen.queryByRole("dialog")).toBeNull();
    await expect.poll(() => document.activeElement).toBe(trigger());
  });

  test("leaves the focus where a click elsewhere put it", async () => {
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Elsewhere" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    await new Promise((resolve) => setTimeout(resolve));
    expect(screen.getByRole("button", { name: "Elsewhere" })).toHaveFocus();
  });
});
