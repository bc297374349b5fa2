import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import type { Delivery } from "../../api/types";
import { ALL_ALERTS, type AlertsInUrl } from "../../deliveries/alert-query";
import { aClient } from "../../testing/a-client";
import { aDelivery } from "../../testing/a-delivery";
import { FakeEventSources } from "../../testing/fake-event-source";
import { renderWithTracker } from "../../testing/render-with-tracker";
import { AlertsArea } from "./alerts-area";

const NOW_S = Date.now() / 1000;
const OPENED_S = NOW_S - 600;
const LISTED = "api/alerts?snoozed=true&place=km";

function atRisk(shipmentId: string, driverId = "van 7"): Delivery {
  const alert = { id: `alert-${shipmentId}`, kind: "at_risk", state: "open", openedAt: OPENED_S } as const;
  return aDelivery({ shipmentId, driverId, alerts: [alert] });
}

async function openArea(rows: readonly Delivery[], { mayAct = true, lines = [] as readonly object[] } = {}) {
  const sources = new FakeEventSources();
  const { client, requests } = aClient(() => Response.json({ lines }));
  const [onOpenDelivery, onOpenDriver, onCount] = [vi.fn(), vi.fn(), vi.fn()];
  const Area = () => {
    const [state, setState] = useState<AlertsInUrl>({ alertQuery: ALL_ALERTS, alertLine: null });
    return (
      <AlertsArea
        client={client}
        opener={{ connect: sources.create, isShared: false }}
        state={state}
        onChange={(change) => setState((held) => ({ ...held, ...change }))}
        mayAct={mayAct}
        onOpenDelivery={onOpenDelivery}
        onOpenDriver={onOpenDriver}
        onCount={onCount}
      />
    );
  };
  renderWithTracker(<Area />);
  const send = (rowsNow: readonly Delivery[]) =>
    act(async () => {
      sources.newest.send("snapshot", rowsNow);
      sources.newest.send("snapshot-complete", {}, "epoch.1");
    });
  await send(rows);
  const acts = () => requests.map(({ address }) => address).filter((address) => address !== LISTED);
  return { requests, acts, onOpenDelivery, onOpenDriver, onCount, send };
}

test("the deliveries at risk on one route are one line, which opens", async () => {
  const { onOpenDelivery, onCount } = await openArea([atRisk("a"), atRisk("b"), atRisk("c")]);
  const line = screen.getByRole("button", { name: /^3 deliveries at risk on van 7 since .* 10 min ago/ });
  expect(onCount).toHaveBeenLastCalledWith(1);
  expect(screen.getByText(/Check the order of the stops/)).toBeVisible();
  expect(screen.queryByText("b")).toBeNull();
  await userEvent.click(line);
  expect(line).toHaveAttribute("aria-expanded", "true");
  await userEvent.click(screen.getByText("b"));
  expect(onOpenDelivery).toHaveBeenCalledExactlyOnceWith("b");
});

test("the keys acknowledge what has the focus, and the focus stays", async () => {
  const { acts } = await openArea([atRisk("a"), atRisk("b"), atRisk("c", "van 8")]);
  await userEvent.tab();
  await act(async () => screen.getByRole("button", { name: /on van 7/, expanded: false }).focus());
  await userEvent.keyboard("{ArrowDown}");
  expect(document.activeElement).toHaveTextContent("c at risk on van 8");
  await userEvent.keyboard("{ArrowUp}a");
  await screen.findByText("2 alerts changed.");
  expect(acts()).toEqual(["api/alerts/alert-a/acknowledge", "api/alerts/alert-b/acknowledge"]);
  expect(document.activeElement).toHaveTextContent("2 deliveries at risk on van 7");
});

test("a snooze hides an alert for the chosen time", async () => {
  const { requests, acts } = await openArea([atRisk("a")]);
  await userEvent.selectOptions(screen.getByLabelText("Snooze for"), "15 min");
  await userEvent.click(screen.getByRole("button", { name: "Snooze 15 min: a at risk on van 7" }));
  await waitFor(() => expect(acts()).toEqual(["api/alerts/alert-a/snooze"]));
  const snooze = requests.find(({ address }) => address !== LISTED);
  const { until } = JSON.parse(String(snooze?.init.body));
  expect(until - NOW_S).toBeGreaterThan(890);
  expect(until - NOW_S).toBeLessThan(960);
});

test("who may only read sees no buttons and no snooze", async () => {
  await openArea([atRisk("a")], { mayAct: false });
  expect(screen.queryByRole("button", { name: /Acknowledge|Snooze/ })).toBeNull();
  expect(screen.queryByLabelText("Snooze for")).toBeNull();
  expect(screen.getByText(/signed in with a key that only reads/)).toBeVisible();
});

test("without an alert the area says that all is well, and how old that is", async () => {
  await openArea([aDelivery()]);
  expect(screen.getByText("All is well")).toBeVisible();
  expect(screen.getByText(/^Checked (just now|\d+ s ago)$/)).toBeVisible();
});

test("what resolved is listed apart", async () => {
  const { send } = await openArea([atRisk("a")]);
  const resolved = {
    id: "alert-a",
    kind: "at_risk",
    state: "resolved",
    openedAt: OPENED_S,
    resolvedAt: NOW_S,
  } as const;
  await send([aDelivery({ shipmentId: "a", driverId: "van 7", alerts: [resolved] })]);
  expect(screen.getByText("All is well")).toBeVisible();
  expect(screen.getByRole("region", { name: /Resolved by itself/ })).toHaveTextContent(
    /a at risk on van 7resolved (just now|\d+ s ago)/,
  );
});

const SILENT = {
  kind: "silent",
  driverId: "van 7",
  fleet: null,
  openedAt: OPENED_S,
  hides: 2,
  place: "12 km north-east of Butler, Pennsylvania",
  alerts: [{ id: "s1", state: "open", openedAt: OPENED_S, place: "12 km north-east of Butler, Pennsylvania" }],
};

test("a silent driver is a line with the place, says what it hides, and leads to the driver", async () => {
  const { onOpenDriver, onCount, acts } = await openArea([atRisk("a"), atRisk("b")], { lines: [SILENT] });
  const name = /^Driver van 7 without a signal since .* 12 km north-east of Butler, Pennsylvania/;
  const line = await screen.findByRole("button", { name });
  expect(screen.queryByText(/at risk/)).toBeNull();
  expect(screen.getByText(/^2 other alerts of this driver are hidden/)).toBeVisible();
  expect(screen.getByText(/GeoNames/)).toBeVisible();
  expect(onCount).toHaveBeenLastCalledWith(1);
  await userEvent.click(line);
  expect(onOpenDriver).toHaveBeenCalledExactlyOnceWith("van 7");
  await userEvent.click(screen.getByRole("button", { name: "Acknowledge: Driver van 7 without a signal" }));
  await screen.findByText("1 alert changed.");
  expect(acts()).toEqual(["api/alerts/s1/acknowledge"]);
});
