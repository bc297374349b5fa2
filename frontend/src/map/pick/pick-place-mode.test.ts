// @vitest-environment happy-dom
import L from "leaflet";
import { beforeEach, expect, test, vi } from "vitest";
import { en } from "../../messages/en";
import { FakeFrames, fakeCanvas } from "../../testing/fake-screen";
import type { MapMode } from "../map-mode";
import { MapStage } from "../map-stage";
import { pickPlace } from "./pick-place-mode";

const PLACE = { latitude: 40, longitude: -80, zoom: 10 };

class UnderMode implements MapMode {
  readonly layers: readonly L.Layer[] = [];
  readonly shortcuts = [["x", vi.fn()]] as const;
  readonly isSteering = false;
  readonly activate = vi.fn();
  readonly deactivate = vi.fn();
  readonly showAll = vi.fn();
  readonly drawFrame = vi.fn();
  readonly onZoom = vi.fn();
  readonly pointer = { onClick: vi.fn(), onMove: () => true, onLeave: vi.fn(), onDrag: vi.fn() };
}

let frames: FakeFrames;

beforeEach(() => {
  frames = new FakeFrames();
  fakeCanvas();
});

function aStage() {
  const container = document.createElement("div");
  document.body.replaceChildren(container);
  const maps: L.Map[] = [];
  const events = { onPlace: vi.fn(), onMenu: vi.fn(), onFailure: vi.fn(), onBaseMapFailure: vi.fn() };
  const loadGround = (map: L.Map) => void maps.push(map);
  const stage = new MapStage(container, { events, place: PLACE, messages: en, loadGround });
  const under = new UnderMode();
  stage.show(under);
  const [map] = maps;
  if (map === undefined) throw new Error("the stage has no map");
  return { stage, under, map, container };
}

const press = (key: string, target: EventTarget) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

test("a click gives the place, and the mode under it is back", async () => {
  const { stage, under, map } = aStage();
  const { picked } = pickPlace(stage, under);
  const latlng = L.latLng(40.01, 280.02);
  map.fire("click", { latlng, containerPoint: map.latLngToContainerPoint(latlng) });
  const place = await picked;
  expect(place?.latitude).toBeCloseTo(40.01, 2);
  expect(place?.longitude).toBeCloseTo(-79.98, 2);
  expect(under.pointer.onClick).not.toHaveBeenCalled();
  map.fire("click", { latlng, containerPoint: L.point(1, 1) });
  expect(under.pointer.onClick).toHaveBeenCalledOnce();
});

test("Enter takes the place under the cross-hair, on a map that has the focus", async () => {
  const { stage, under, container } = aStage();
  const { picked } = pickPlace(stage, under);
  expect(document.querySelector(".cross-hair")).not.toBeNull();
  expect(document.activeElement).toBe(container);
  const onPage = vi.fn();
  addEventListener("keydown", onPage);
  press("Enter", container);
  removeEventListener("keydown", onPage);
  const place = await picked;
  expect(place?.latitude).toBeCloseTo(40, 2);
  expect(place?.longitude).toBeCloseTo(-80, 2);
  expect(onPage).not.toHaveBeenCalled();
  expect(document.querySelector(".cross-hair")).toBeNull();
});

test("Esc cancels, gives the focus back, and keeps no listener", async () => {
  const { stage, under, container } = aStage();
  const before = document.createElement("button");
  document.body.append(before);
  before.focus();
  const { picked } = pickPlace(stage, under);
  press("Escape", container);
  expect(await picked).toBeNull();
  expect(document.activeElement).toBe(before);
  const onPage = vi.fn();
  addEventListener("keydown", onPage);
  press("Escape", container);
  removeEventListener("keydown", onPage);
  expect(onPage).toHaveBeenCalledOnce();
});

test("Enter on a button presses the button", () => {
  const { stage, under } = aStage();
  const button = document.createElement("button");
  document.body.append(button);
  const mode = pickPlace(stage, under);
  const isDone = vi.fn();
  void mode.picked.then(isDone);
  press("Enter", button);
  expect(document.querySelector(".cross-hair")).not.toBeNull();
  mode.cancel();
});

test("the mode under it draws on, and ends to follow", () => {
  const { stage, under } = aStage();
  pickPlace(stage, under);
  expect(under.pointer.onDrag).toHaveBeenCalledOnce();
  under.drawFrame.mockClear();
  frames.next();
  expect(under.drawFrame).toHaveBeenCalledOnce();
});

test("another mode ends the choice without a place", async () => {
  const { stage, under } = aStage();
  const { picked } = pickPlace(stage, under);
  const other = new UnderMode();
  stage.show(other);
  expect(await picked).toBeNull();
  expect(other.deactivate).not.toHaveBeenCalled();
});
