import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { SingleKeysContext } from "../../ui/use-shortcuts";
import { HelpDialog } from "./help-dialog";

function Help({ isOn }: { readonly isOn: boolean }) {
  const [hasSingleKeys, setSingleKeys] = useState(isOn);
  return (
    <SingleKeysContext value={hasSingleKeys}>
      <HelpDialog isOpen onClose={() => undefined} onSingleKeys={setSingleKeys} />
    </SingleKeysContext>
  );
}

const meaning = (key: string, area = "Live") =>
  within(screen.getByRole("region", { name: area }))
    .getByText(key)
    .closest("div");

test("single-key shortcuts can be switched off and on, and the list says which are off", async () => {
  render(<Help isOn />);
  expect(screen.queryByText(/\(off\)/)).toBeNull();
  await userEvent.click(screen.getByRole("switch", { name: /Single-key shortcuts/ }));
  for (const key of ["/", "f", "a", "c", "t", "1 2 3 4", "?"]) expect(meaning(key)).toHaveTextContent(/\(off\)$/);
  for (const key of ["↑ ↓", "Enter", "Esc"]) expect(meaning(key)).not.toHaveTextContent(/\(off\)/);
  await userEvent.click(screen.getByRole("switch", { name: /Single-key shortcuts/ }));
  expect(screen.queryByText(/\(off\)/)).toBeNull();
});

test("each area has its own keys, of which single ones can be switched off, too", async () => {
  render(<Help isOn={false} />);
  for (const key of ["↑ ↓ PgUp PgDn Home End", "Space", "Ctrl A"]) {
    expect(meaning(key, "Deliveries")).not.toHaveTextContent(/\(off\)/);
  }
  expect(meaning("a", "Alerts")).toHaveTextContent("Acknowledge (off)");
  expect(meaning("s", "Alerts")).toHaveTextContent("Snooze (off)");
});
