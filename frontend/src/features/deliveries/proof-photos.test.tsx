// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { aDelivery } from "../../testing/a-delivery";
import { Timeline } from "./delivery-history";

const SHA = "a".repeat(64);

test("a photo that proves an outcome is shown small and opens from the delivery's address", () => {
  const entry = { at: 1, offset: 1, to: "delivered", by: "Dave", commandId: "1" } as const;
  const proof = [
    { kind: "photo", ref: SHA, sha256: SHA },
    { kind: "code", ref: "1234" },
  ] as const;
  render(<Timeline delivery={aDelivery({ shipmentId: "A/1", timeline: [{ ...entry, proof: [...proof] }] })} />);
  const photo = screen.getByRole("img", { name: "Proof photo 1" });
  expect(photo.getAttribute("src")).toBe(`api/deliveries/A%2F1/photos/${SHA}`);
  expect(photo.closest("a")?.getAttribute("href")).toBe(photo.getAttribute("src"));
  expect(screen.getAllByRole("img")).toHaveLength(1);
});
