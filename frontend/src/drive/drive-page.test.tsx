import { render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { UNKNOWN_CLOCK } from "./clock";
import { DrivePage } from "./drive-page";
import { type Known, snapshotOf } from "./snapshot";

const NOW = 1_770_000_000_000;

function aDriver(known: Partial<Known> = {}) {
  const shown = snapshotOf({
    ...{ phase: "ready", driverId: "Dave-007", shift: "on", route: null, said: [], clock: UNKNOWN_CLOCK, now: NOW },
    ...{ counts: { rejected: 0, thinned: 0 }, isAlone: true, trouble: null, fixAt: NOW, isOffline: false },
    ...{ kept: 0, sentAt: NOW, isLossy: false },
    ...known,
  });
  const driver = {
    ...{ subscribe: () => () => {}, shown: () => shown, language: async () => "en", openLink: vi.fn() },
  };
  return driver;
}

test.each(["key_revoked", "key_may_not"] as const)("a page with the trouble %s takes a new link", async (trouble) => {
  render(<DrivePage driver={aDriver({ trouble }) as never} />);
  expect(await screen.findByLabelText("Link")).toBeVisible();
});

test("a page whose link is valid asks for none", async () => {
  render(<DrivePage driver={aDriver() as never} />);
  expect(await screen.findByText("Sharing")).toBeVisible();
  expect(screen.queryByLabelText("Link")).toBeNull();
});

test("a page whose browser keeps nothing says so while it shares", async () => {
  render(<DrivePage driver={aDriver({ isLossy: true }) as never} />);
  expect(await screen.findByRole("alert")).toHaveTextContent("This browser cannot keep data.");
});

test("a refusal is told in the driver's language, and an unknown one in the server's words", async () => {
  const refused = { to: "delivered", at: NOW, setBackMs: 0, state: "refused", detail: "In English." } as const;
  const said = [
    { ...refused, id: 1, shipmentId: "PKG-1", code: "too_old" },
    { ...refused, id: 2, shipmentId: "PKG-2", code: "brand_new" },
  ];
  render(<DrivePage driver={{ ...aDriver({ said }), language: async () => "de" } as never} />);
  expect(await screen.findByText(/Die Meldung ist zu alt\./)).toBeVisible();
  expect(screen.getByText(/In English\./)).toBeVisible();
});
