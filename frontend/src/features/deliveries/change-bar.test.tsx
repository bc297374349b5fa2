import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { DeliveriesApi } from "../../api/deliveries";
import { ChangeBar } from "./change-bar";

function anApi() {
  const refusal = {
    index: 1,
    shipmentId: "b",
    result: "refused",
    code: "illegal_transition",
    detail: "Too late.",
  } as const;
  const results = { accepted: 1, refused: 1, pending: 0, results: [refusal] };
  const api = { report: vi.fn(async () => results), assign: vi.fn(async () => results) };
  return api as typeof api & DeliveriesApi;
}

test("a status is reported for every selected delivery, and each refusal is said in the tracker's words", async () => {
  const api = anApi();
  render(<ChangeBar ids={["a", "b"]} api={api} onClear={null} />);
  await userEvent.selectOptions(screen.getByLabelText("New status"), "attempt_failed");
  await userEvent.click(screen.getByRole("button", { name: "Set status" }));
  expect(api.report).toHaveBeenCalledExactlyOnceWith(["a", "b"], { to: "attempt_failed", reason: "nobody_home" });
  expect(await screen.findByText("b: Too late.")).toBeVisible();
  expect(screen.getByText("1 delivery changed.")).toBeVisible();
});

test("an empty driver takes the driver away", async () => {
  const api = anApi();
  render(<ChangeBar ids={["a"]} api={api} onClear={null} />);
  await userEvent.click(screen.getByRole("button", { name: "Assign driver" }));
  expect(api.assign).toHaveBeenCalledExactlyOnceWith(["a"], null);
});
