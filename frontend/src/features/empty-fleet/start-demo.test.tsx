import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Demo } from "../../api/demo";
import { StartDemo } from "./start-demo";

/** A server that starts its demo, or says why not. */
function aServer(state: Demo["state"], refusal: string | null = null) {
  let now: Demo | null = { state, vehicles: 300 };
  return {
    show: vi.fn(async () => now),
    start: vi.fn(async () => {
      if (refusal === null) now = { state: "started", vehicles: 300 };
      return refusal;
    }),
  };
}

test("a click starts the demo, once, and says what will come", async () => {
  const server = aServer("ready");
  render(<StartDemo api={server} />);
  await userEvent.click(await screen.findByRole("button", { name: /Start the demo: a company and 300 vehicles/ }));
  expect(await screen.findByRole("status")).toHaveTextContent(
    "Its drivers, their deliveries and 300 vehicles appear in a few seconds",
  );
  expect(server.start).toHaveBeenCalledOnce();
  expect(screen.queryByRole("button")).toBeNull();
});

test("a demo that another tab has started is not offered again", async () => {
  render(<StartDemo api={aServer("started")} />);
  expect(await screen.findByRole("status")).toBeVisible();
  expect(screen.queryByRole("button")).toBeNull();
});

test("a server that may not start one is not asked to", async () => {
  const server = aServer("off");
  const { container } = render(<StartDemo api={server} />);
  await waitFor(() => expect(server.show).toHaveBeenCalled());
  expect(container).toBeEmptyDOMElement();
});

test("a refusal is told in the server's words, and the button stays", async () => {
  render(<StartDemo api={aServer("ready", "There are shipments already.")} />);
  await userEvent.click(await screen.findByRole("button"));
  expect(await screen.findByRole("alert")).toHaveTextContent("There are shipments already.");
  expect(screen.getByRole("button")).toBeEnabled();
});
