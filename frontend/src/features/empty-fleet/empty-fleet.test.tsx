import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { EmptyFleet } from "./empty-fleet";

const NO_DEMO = { show: async () => null, start: async () => null };

test("both commands speak to the server that shows the page", () => {
  render(<EmptyFleet address="http://localhost:8080" asksForKeys={false} demo={NO_DEMO} />);
  expect(screen.getByText('make simulate ARGS="--url http://localhost:8080"')).toBeVisible();
  expect(screen.getByText(/^curl/)).toHaveTextContent("http://localhost:8080/api/shipments/update");
  expect(screen.getByText(/^curl/)).not.toHaveTextContent("Authorization");
});

test("where the server asks for keys both commands say where one goes", () => {
  render(<EmptyFleet address="https://fleet.example" asksForKeys demo={NO_DEMO} />);
  expect(screen.getByText(/make simulate/)).toHaveTextContent("TRACKER_SIMULATE_KEY=YOUR-KEY make simulate");
  expect(screen.getByText(/^curl/)).toHaveTextContent("Authorization: Bearer YOUR-KEY");
});
