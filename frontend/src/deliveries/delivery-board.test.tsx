import { expect, test, vi } from "vitest";
import { aClient, NETWORK_FAILS } from "../testing/a-client";
import { aDelivery } from "../testing/a-delivery";
import { FakeEventSources } from "../testing/fake-event-source";
import { DeliveryBoard, REFRESH_EVERY_MS } from "./delivery-board";

function aBoard() {
  const sources = new FakeEventSources();
  const { client } = aClient(NETWORK_FAILS);
  const opener = { connect: sources.create, isShared: false };
  const board = new DeliveryBoard({ client, opener, serverNow: () => 1_000 });
  board.start();
  const idsShown = () => board.shown.map(({ delivery }) => delivery.shipmentId);
  return { board, sources, idsShown };
}

test("nothing is shown before the snapshot is whole", () => {
  const { board, sources, idsShown } = aBoard();
  sources.newest.send("snapshot", [aDelivery()]);
  expect([board.hasTable, idsShown()]).toEqual([false, []]);
  sources.newest.send("snapshot-complete", { deliveries: 1 }, "epoch.1");
  expect([board.hasTable, idsShown()]).toEqual([true, ["PKG-1"]]);
});

test("changes and removals are shown together at the next refresh", () => {
  vi.useFakeTimers();
  const { sources, idsShown } = aBoard();
  sources.newest.send("snapshot", [aDelivery({ shipmentId: "a" })]);
  sources.newest.send("snapshot-complete", {}, "epoch.1");
  sources.newest.send("changes", [aDelivery({ shipmentId: "b" })], "epoch.2");
  sources.newest.send("removed", ["a"], "epoch.3");
  expect(idsShown()).toEqual(["a"]);
  vi.advanceTimersByTime(REFRESH_EVERY_MS);
  expect(idsShown()).toEqual(["b"]);
  vi.useRealTimers();
});

test("a snapshot that was cut off is forgotten", () => {
  vi.useFakeTimers();
  const { sources, idsShown } = aBoard();
  sources.newest.send("snapshot", [aDelivery({ shipmentId: "cut" })]);
  sources.newest.send("error");
  vi.advanceTimersByTime(60_000);
  sources.newest.send("snapshot", [aDelivery({ shipmentId: "whole" })]);
  sources.newest.send("snapshot-complete", {}, "epoch.1");
  expect(idsShown()).toEqual(["whole"]);
  vi.useRealTimers();
});
