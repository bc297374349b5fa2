// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createApiClient } from "../../api/client";
import type { Device } from "../../api/devices";
import { ALL_DEVICES, type DevicesInUrl } from "../../devices/device-query";
import { enOfDevices } from "../../messages/en-of-devices";
import { DeviceMessagesContext } from "../../messages/use-device-messages";
import { MessagesContext } from "../../messages/use-messages";
import { aDevice } from "../../testing/a-device";
import { bracketed, foreignTexts, PSEUDO } from "../../testing/pseudo-messages";
import { renderWithTracker } from "../../testing/render-with-tracker";
import { DevicesArea } from "./devices-area";

const SETUP = {
  app: "traccar",
  address: "http://track.example/api/ingest/osmand/trk_1",
  steps: [{ id: "install" }, { id: "server_url", value: "http://track.example/api/ingest/osmand/trk_1" }],
  link: "http://track.example/api/ingest/osmand/trk_1?id=phone-9",
  qr: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  warnings: ["not_https"],
};

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  // The list draws the rows that fit into its height, which no layout gives it here.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

interface Wish {
  readonly mayAct?: boolean;
  readonly state?: Partial<DevicesInUrl>;
  readonly around?: (area: ReactNode) => ReactNode;
  /** Ids that another person has registered since the list was read. */
  readonly taken?: readonly string[];
  readonly setup?: object;
}

async function openArea(devices: Device[], wish: Wish = {}) {
  const { mayAct = true, state: first = {}, around = (area) => area, taken = [], setup = SETUP } = wish;
  const requests: { readonly method: string; readonly address: string; readonly body: unknown }[] = [];
  const client = createApiClient({
    onServerTime: () => {},
    fetchFrom: async (address, init = {}) => {
      const [method, path] = [init.method ?? "GET", String(address)];
      if (method !== "GET") requests.push({ method, address: path, body: JSON.parse(String(init.body ?? "null")) });
      if (path.startsWith("api/drivers?")) return Response.json({ drivers: [{ driverId: "ann" }] });
      if (path.startsWith("api/drivers/"))
        return Response.json({ profile: { driverId: "ann", duty: "on", name: "Ann Lee" } });
      if (path.endsWith("/credentials"))
        return Response.json({ credential: { id: "KEY", app: "traccar", createdAt: 1 }, setup }, { status: 201 });
      const id = /^api\/devices\/([^/?]+)/.exec(path)?.[1];
      if (id === undefined) return Response.json({ devices, next: null });
      if (new Headers(init.headers).has("If-None-Match") && taken.includes(id))
        return Response.json({ code: "version_mismatch", detail: "It has changed since." }, { status: 412 });
      const device = devices.find(({ deviceId }) => deviceId === id) ?? aDevice({ deviceId: id });
      return Response.json(device);
    },
  });
  const Area = () => {
    const [state, setState] = useState<DevicesInUrl>({
      device: null,
      deviceQuery: ALL_DEVICES,
      addsPhone: false,
      ...first,
    });
    return (
      <DevicesArea
        client={client}
        state={state}
        onChange={(change) => setState((held) => ({ ...held, ...change }))}
        mayAct={mayAct}
      />
    );
  };
  renderWithTracker(around(<Area />));
  await act(async () => vi.advanceTimersByTimeAsync(10));
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  return { requests, user };
}

test("a device without a driver is bound by one click and a driver's id", async () => {
  const { requests, user } = await openArea([aDevice({ deviceId: "phone-1" })]);
  await user.click(screen.getByRole("button", { name: "Bind to a driver: phone-1" }));
  const card = within(screen.getByRole("complementary"));
  expect(document.activeElement).toBe(card.getByLabelText("Driver", { selector: "input" }));
  await user.keyboard("ann{Enter}");
  expect(requests).toEqual([{ method: "PUT", address: "api/devices/phone-1", body: { driverId: "ann" } }]);
  expect(await screen.findByText("phone-1 belongs to ann from now on.")).toBeVisible();
});

test("a device says that its driver page needs a new link for another driver, while that link works", async () => {
  const link = { id: "K1", app: "browser", createdAt: 1 };
  const devices = [
    aDevice({ deviceId: "phone-1", driverId: "ann", credentials: [link] }),
    aDevice({ deviceId: "phone-2", driverId: "ann", credentials: [{ ...link, revokedAt: 2 }] }),
  ];
  const { user } = await openArea(devices, { state: { device: "phone-1" } });
  expect(screen.getByText(/the driver page needs a new link/)).toBeVisible();
  await user.click(screen.getByText("phone-2"));
  expect(screen.queryByText(/the driver page needs a new link/)).toBeNull();
});

test("a phone is added: registered, bound, given a credential, and its page waits for the first position", async () => {
  const devices = [aDevice({ deviceId: "phone-1" })];
  const { requests, user } = await openArea(devices, { state: { addsPhone: true } });
  await user.clear(screen.getByRole("textbox", { name: "Id of the device" }));
  await user.type(screen.getByRole("textbox", { name: "Id of the device" }), "phone-9");
  await user.click(screen.getByRole("button", { name: "Create the setup page" }));
  expect(await screen.findByText("Waiting for the first position…")).toBeVisible();
  expect(requests).toEqual([
    { method: "PUT", address: "api/devices/phone-9", body: { kind: "phone" } },
    { method: "POST", address: "api/devices/phone-9/credentials", body: { app: "traccar" } },
  ]);
  expect(screen.getByText(SETUP.link)).toBeVisible();
  expect(screen.getByText(/^The address is not HTTPS/)).toBeVisible();
  expect(screen.getByRole("img", { name: "Code to scan" })).toHaveAttribute("src", expect.stringContaining("svg"));
  const nowS = Date.now() / 1000;
  devices.push(
    aDevice({
      deviceId: "phone-9",
      last: { latitude: 1, longitude: 2, timestamp: nowS, receivedAt: nowS, accuracy: 12 },
    }),
  );
  await act(async () => vi.advanceTimersByTimeAsync(2_100));
  expect(screen.getByText("First position received").parentElement).toHaveRole("status");
  expect(screen.getByText(/, 12 m accuracy$/).closest("[role=status]")).toBeNull();
});

test("a phone that was sending before its setup is not called set up by its next position", async () => {
  const at = Date.now() / 1000;
  const last = { latitude: 1, longitude: 2, timestamp: at - 9, receivedAt: at - 8 };
  const devices = [aDevice({ deviceId: "phone-1", last })];
  const { user } = await openArea(devices, { state: { device: "phone-1", addsPhone: true } });
  devices[0] = aDevice({ deviceId: "phone-1", last: { ...last, timestamp: at - 4, receivedAt: at - 3 } });
  await user.click(screen.getByRole("button", { name: "Create the setup page" }));
  await act(async () => vi.advanceTimersByTimeAsync(2_100));
  expect(screen.getByText("Waiting for the first position…")).toBeVisible();
  const nextS = Date.now() / 1000 + 1;
  devices[0] = aDevice({ deviceId: "phone-1", last: { ...last, timestamp: nextS, receivedAt: nextS } });
  await act(async () => vi.advanceTimersByTimeAsync(2_100));
  expect(screen.getByText("Position received")).toBeVisible();
  expect(screen.getByText(/^Positions were arriving before the setup/)).toBeVisible();
});

test("an id that another person has taken meanwhile is not set up, and the next one is suggested", async () => {
  const devices = [aDevice({ deviceId: "phone-1" })];
  const { requests, user } = await openArea(devices, { state: { addsPhone: true }, taken: ["phone-2", "phone-3"] });
  const create = screen.getByRole("button", { name: "Create the setup page" });
  await user.click(create);
  expect(await screen.findByText(/^Another person has added phone-2 meanwhile/)).toBeVisible();
  // The list has the suggested id, too, before the second try.
  devices.push(aDevice({ deviceId: "phone-2" }), aDevice({ deviceId: "phone-3" }));
  await act(async () => vi.advanceTimersByTimeAsync(5_100));
  await user.click(create);
  expect(await screen.findByText(/^Another person has added phone-3 meanwhile/)).toBeVisible();
  expect(screen.getByRole("textbox", { name: "Id of the device" })).toHaveValue("phone-4");
  await user.click(create);
  expect(await screen.findByText("Waiting for the first position…")).toBeVisible();
  expect(requests.map(({ address }) => address)).toEqual([
    "api/devices/phone-2",
    "api/devices/phone-3",
    "api/devices/phone-4",
    "api/devices/phone-4/credentials",
  ]);
});

test("a device that Enter opens takes the focus, and closing it returns the focus to the list", async () => {
  const { user } = await openArea([aDevice({ deviceId: "phone-1" })]);
  const list = screen.getByRole("grid", { name: "Devices" });
  list.focus();
  await user.keyboard("{ArrowDown}{Enter}");
  const card = screen.getByRole("complementary");
  expect(card).toHaveFocus();
  await user.click(within(card).getByRole("button", { name: "Close" }));
  expect(list).toHaveFocus();
});

test("a setup page takes the focus, and only its own buttons close it", async () => {
  const { user } = await openArea([aDevice({ deviceId: "phone-1" })]);
  const add = screen.getByRole("button", { name: "Add a phone" });
  await user.click(add);
  expect(screen.getByRole("heading", { name: "Add a phone" })).toHaveFocus();
  await user.click(screen.getByRole("button", { name: "Create the setup page" }));
  const heading = await screen.findByRole("heading", { name: /^Traccar Client on / });
  await waitFor(() => expect(heading).toHaveFocus());
  expect(add).toBeDisabled();
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(add).toHaveFocus();
});

test("a setup without a code shows its link alone", async () => {
  const setup = { ...SETUP, qr: null };
  const { user } = await openArea([], { state: { addsPhone: true }, setup });
  await user.click(screen.getByRole("button", { name: "Create the setup page" }));
  expect(await screen.findByText(SETUP.link)).toBeVisible();
  expect(screen.queryByRole("img")).toBeNull();
});

test("the driver page is not created without a driver", async () => {
  const { requests, user } = await openArea([], { state: { addsPhone: true } });
  await user.click(screen.getByRole("radio", { name: /^Driver page/ }));
  await user.click(screen.getByRole("button", { name: "Create the setup page" }));
  expect(screen.getByText("The driver page belongs to a driver.")).toBeVisible();
  expect(requests).toEqual([]);
});

test("a credential is revoked after one question", async () => {
  const credentials = [{ id: "KEY", app: "overland", createdAt: 1 }];
  const { requests, user } = await openArea([aDevice({ deviceId: "phone-1", credentials })], {
    state: { device: "phone-1" },
  });
  await user.click(screen.getByRole("button", { name: "Revoke the credential of Overland" }));
  expect(requests).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Revoke now" }));
  expect(requests).toEqual([{ method: "DELETE", address: "api/devices/phone-1/credentials/KEY", body: null }]);
});

test("a position is requested, and a device is deleted after one question", async () => {
  const { requests, user } = await openArea([aDevice({ deviceId: "phone-1" })], { state: { device: "phone-1" } });
  await user.click(screen.getByRole("button", { name: "Ask for a position now" }));
  await user.click(screen.getByRole("button", { name: "Delete the device" }));
  await user.click(screen.getByRole("button", { name: "Delete" }));
  expect(requests.map(({ method, address }) => [method, address])).toEqual([
    ["POST", "api/devices/phone-1/report"],
    ["DELETE", "api/devices/phone-1"],
  ]);
});

test("settings that make no sense are not sent, and others are", async () => {
  const { requests, user } = await openArea([aDevice({ deviceId: "phone-1" })], { state: { device: "phone-1" } });
  const settings = within(screen.getByRole("region", { name: "Settings" }));
  await user.type(settings.getByLabelText("Reports every (seconds)"), "soon");
  await user.click(settings.getByRole("button", { name: "Save the settings" }));
  expect(settings.getByText("Enter whole seconds from 1 to 86400.")).toBeVisible();
  await user.clear(settings.getByLabelText("Reports every (seconds)"));
  await user.type(settings.getByLabelText("Reports every (seconds)"), "30");
  await user.click(settings.getByRole("button", { name: "Save the settings" }));
  expect(requests.map(({ body }) => body)).toEqual([{ intervalSeconds: 30 }]);
});

test("a form sends only what was changed since it was last saved", async () => {
  const device = aDevice({ deviceId: "phone-1", driverId: "ann", name: "Van 1" });
  const { requests, user } = await openArea([device], { state: { device: "phone-1" } });
  const driver = within(screen.getByRole("region", { name: "Driver" }));
  const save = driver.getByRole("button", { name: "Save the driver" });
  await user.type(driver.getByLabelText("Phone number"), "1");
  await user.click(save);
  await user.selectOptions(driver.getByLabelText("Duty"), "off");
  await user.click(save);
  await user.selectOptions(driver.getByLabelText("Duty"), "on");
  await user.click(save);
  expect(requests.map(({ body }) => body)).toEqual([{ phone: "1" }, { duty: "off" }, { duty: "on" }]);
});

test("the area says only what the messages have", async () => {
  const pseudo = bracketed(enOfDevices);
  const around = (area: ReactNode) => (
    <MessagesContext value={PSEUDO}>
      <DeviceMessagesContext value={pseudo}>{area}</DeviceMessagesContext>
    </MessagesContext>
  );
  const at = Date.now() / 1000 - 900;
  const last = { latitude: 1, longitude: 2, timestamp: at, receivedAt: at, accuracy: 9, battery: 0.5 };
  const device = aDevice({
    deviceId: "1",
    driverId: "2",
    last,
    signal: "silent",
    intervalSeconds: 30,
    reportRequestedAt: at + 1,
    bindings: [{ driverId: "2", from: at }],
    credentials: [{ id: "K", app: "osmand", createdAt: at }],
  });
  const { user } = await openArea([device, aDevice({ deviceId: "3", contactAt: at })], {
    around,
    state: { device: "1" },
  });
  expect(await screen.findByLabelText(pseudo.driver.phone)).toBeVisible();
  // Instants are formatted by the browser.
  const known = [/[A-Z][a-z]{2} \d+, \d{4}, .*[AP]M/.exec(document.body.textContent ?? "")?.[0] ?? "", "PM", "AM"];
  expect(foreignTexts(known)).toEqual([]);
  await user.click(screen.getByRole("button", { name: pseudo.add }));
  await user.click(screen.getByRole("button", { name: pseudo.addPhone.submit }));
  expect(await screen.findByText(pseudo.waiting.waiting)).toBeVisible();
  expect(foreignTexts([...known, "docs/phones/traccar.md"])).toEqual([]);
});

test("who may only read sees the state and no buttons that change it", async () => {
  const device = aDevice({
    deviceId: "phone-1",
    driverId: "ann",
    credentials: [{ id: "K", app: "osmand", createdAt: 1 }],
  });
  await openArea([device, aDevice({ deviceId: "phone-2" })], {
    mayAct: false,
    state: { device: "phone-1", addsPhone: true },
  });
  expect(await screen.findByText("Ann Lee")).toBeVisible();
  expect(screen.getByText(/signed in with a key that only reads/)).toBeVisible();
  expect(screen.getAllByRole("button").map((button) => button.getAttribute("aria-label"))).toEqual(["Close"]);
});
