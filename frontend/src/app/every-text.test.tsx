import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { DemoApi } from "../api/demo";
import type { PlaceHit, PlacesApi } from "../api/places";
import { TrackerContext } from "../fleet/use-tracker";
import { formatInstant } from "../messages/numbers";
import { MessagesContext } from "../messages/use-messages";
import { aDelivery } from "../testing/a-delivery";
import { aTracker } from "../testing/a-tracker";
import { aRow } from "../testing/builders";
import { FakeEventSources } from "../testing/fake-event-source";
import { FakeFrames, fakeCanvas } from "../testing/fake-screen";
import { foreignTexts, PSEUDO } from "../testing/pseudo-messages";
import { App } from "./app";
// Loaded before the tests: the page waits for this chunk, and a busy machine takes long to compile it.
import "./extras";
import "./live-deliveries";
import { Failed } from "./failed";

const NOW_S = Math.floor(Date.now() / 1000);
const FLEET = [
  aRow({ shipmentId: "PKG-1", driverId: "Ann", timestamp: NOW_S - 3, receivedAt: NOW_S - 2, speed: 9, heading: 45 }),
  aRow({ shipmentId: "PKG-2", driverId: "Bob", timestamp: NOW_S - 400, receivedAt: NOW_S - 399, accuracy: 4 }),
  aRow({ shipmentId: "PKG-3", driverId: "Bob", timestamp: NOW_S - 9_000, receivedAt: NOW_S - 8_999, battery: 0.5 }),
];
/** What devices named, and the times of their fixes. */
const KNOWN = [
  ...FLEET.flatMap(({ shipmentId, driverId, timestamp }) => [shipmentId, driverId, formatInstant(timestamp)]),
  "PKG-9",
];

let frames: FakeFrames;
let sources: FakeEventSources;

beforeEach(() => {
  frames = new FakeFrames();
  fakeCanvas();
  sources = new FakeEventSources();
  // The world of the map is not what this is about.
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("network"));
});

const HIT: PlaceHit = { source: "coordinates", label: "x", latitude: 40, longitude: -80, lies: "[!!! there !!!]" };
const PLACES: PlacesApi = {
  search: async ({ text }) => ({
    results: text === "40, -80" ? [HIT] : [],
    addresses: "skipped",
    attributions: ["[!!! credit !!!]"],
    geocoder: "[!!! host !!!]",
  }),
};
const NO_DEMO: DemoApi = { show: async () => null, start: async () => null };
const DEMO: DemoApi = { show: async () => ({ state: "ready", vehicles: 300 }), start: async () => null };

async function openApp(rows: typeof FLEET | null, { address = "/", demo = NO_DEMO } = {}) {
  history.replaceState(null, "", address);
  const opener = { connect: sources.create, isShared: true };
  const { tracker, client } = aTracker(opener);
  render(
    <MessagesContext value={PSEUDO}>
      <TrackerContext value={tracker}>
        <App client={client} demo={demo} places={PLACES} deliveryStreams={() => opener} />
      </TrackerContext>
    </MessagesContext>,
  );
  if (rows !== null) {
    sources.newest.send("snapshot", rows);
    sources.newest.send("snapshot-complete", {}, "epoch.1.f");
  }
  await act(async () => frames.next());
  await act(async () => tracker.view.refresh());
}

const press = (key: string) => userEvent.keyboard(key);

test("the fleet, the legend, the list and the help say only what the messages have", async () => {
  await openApp(FLEET);
  expect(screen.getAllByText("[!!! Moving !!!]").length).toBeGreaterThan(0);
  expect(foreignTexts(KNOWN)).toEqual([]);
  await press("?");
  expect(await screen.findByRole("dialog", { name: PSEUDO.help.title })).toBeVisible();
  expect(foreignTexts(KNOWN)).toEqual([]);
});

test.each(["PKG-1", "PKG-2", "PKG-9"])("the card of %s says only what the messages have", async (shipmentId) => {
  await openApp(FLEET, { address: `/?shipment=${shipmentId}&follow=1` });
  expect(screen.getByRole("complementary")).toHaveTextContent(shipmentId);
  expect(foreignTexts(KNOWN)).toEqual([]);
});

test("the menus say only what the messages have", async () => {
  await openApp(FLEET);
  for (const name of [PSEUDO.view.title, /Live/]) {
    await userEvent.click(screen.getByRole("button", { name }));
    expect(screen.getByRole("dialog")).toBeVisible();
    expect(foreignTexts(KNOWN)).toEqual([]);
    await press("{Escape}");
  }
});

test("filters and groups say only what the messages have", async () => {
  await openApp(FLEET, { address: "/?driver=Ann&sort=driver&silent=1&clusters=1" });
  expect(foreignTexts(KNOWN)).toEqual([]);
  await userEvent.type(screen.getByRole("combobox", { name: PSEUDO.list.search }), "zzz");
  expect(screen.getByText(PSEUDO.list.noMatch)).toBeVisible();
  expect(foreignTexts(KNOWN)).toEqual([]);
});

test("places, the chosen one, and the choice of a point say only what the messages have", async () => {
  await openApp(FLEET);
  const field = screen.getByRole("combobox", { name: PSEUDO.list.search });
  await userEvent.type(field, "Main Street");
  expect(await screen.findByRole("option", { name: /Search addresses/ })).toBeVisible();
  expect(foreignTexts(KNOWN)).toEqual([]);
  await userEvent.clear(field);
  await userEvent.type(field, "40, -80{Enter}");
  expect(await screen.findByRole("region", { name: PSEUDO.places.card })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: PSEUDO.places.point }));
  expect(screen.getByText(PSEUDO.places.pick)).toBeVisible();
  expect(foreignTexts(KNOWN)).toEqual([]);
  await press("{Escape}");
  expect(screen.queryByText(PSEUDO.places.pick)).toBeNull();
  expect(screen.getByRole("region", { name: PSEUDO.places.card })).toBeVisible();
  await press("{Escape}");
  expect(screen.queryByRole("region", { name: PSEUDO.places.card })).toBeNull();
});

test("a page that waits, and one that lost its stream, say only what the messages have", async () => {
  await openApp(null);
  expect(foreignTexts(KNOWN)).toEqual([]);
  await act(async () => sources.newest.send("error"));
  expect(screen.getByText(PSEUDO.unreachable)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: /Reconnecting/ }));
  expect(screen.getByText(PSEUDO.connection.retry)).toBeVisible();
  expect(foreignTexts(KNOWN)).toEqual([]);
});

test("an empty tracker and a failure say only what the messages have", async () => {
  await openApp([], { demo: DEMO });
  expect(await screen.findByText(PSEUDO.empty.lead)).toBeVisible();
  expect(foreignTexts(KNOWN)).toEqual([]);
  render(
    <MessagesContext value={PSEUDO}>
      <Failed words={PSEUDO.appFailed} />
    </MessagesContext>,
  );
  expect(foreignTexts(KNOWN)).toEqual([]);
});

/** A busy machine takes long to compile the chunk of an area. */
const CHUNK = { timeout: 20_000 };
const OPENED_S = NOW_S - 60;
const AREA_ROWS = [
  aDelivery({
    shipmentId: "PKG-1",
    driverId: "Ann",
    status: "out_for_delivery",
    statusAt: NOW_S - 60,
    alerts: [{ id: "a1", kind: "late", state: "open", openedAt: OPENED_S }],
  }),
];

async function openArea(address: string) {
  await openApp(FLEET, { address });
  // The stream of the fleet, and that of the deliveries.
  await waitFor(() => expect(sources.opened).toHaveLength(2), CHUNK);
  await act(async () => {
    sources.newest.send("snapshot", AREA_ROWS);
    sources.newest.send("snapshot-complete", {}, "epoch.1");
  });
}

test("the area of deliveries, a card, the form and the import say only what the messages have", async () => {
  await openArea("/?area=deliveries");
  expect(await screen.findByRole("grid", { name: PSEUDO.deliveries.title }, CHUNK)).toBeVisible();
  expect(foreignTexts(KNOWN)).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: PSEUDO.deliveries.import.title }));
  expect(await screen.findByRole("region", { name: PSEUDO.deliveries.import.title })).toBeVisible();
  expect(foreignTexts(KNOWN)).toEqual([]);
  await press("{Escape}");
  await userEvent.click(screen.getByRole("button", { name: PSEUDO.deliveries.form.create }));
  expect(await screen.findByRole("region", { name: PSEUDO.deliveries.form.create })).toBeVisible();
  expect(foreignTexts([...KNOWN, Intl.DateTimeFormat().resolvedOptions().timeZone])).toEqual([]);
});

test("the area of alerts says only what the messages have", async () => {
  await openArea("/?area=alerts");
  expect(await screen.findByRole("region", { name: PSEUDO.alerts.open }, CHUNK)).toBeVisible();
  expect(foreignTexts([...KNOWN, formatInstant(OPENED_S)])).toEqual([]);
});

test("the list of drivers says only what the messages have", async () => {
  await openArea("/?list=drivers");
  expect(await screen.findByRole("listbox", { name: PSEUDO.drivers.title })).toBeVisible();
  expect(foreignTexts(KNOWN)).toEqual([]);
});

test("a text that is written into a component is noticed", () => {
  render(
    <button type="button" title="by hand">
      {`${PSEUDO.copy} also by hand`}
    </button>,
  );
  expect(foreignTexts(KNOWN)).toHaveLength(2);
});
