// @vitest-environment happy-dom
import L from "leaflet";
import { beforeEach, expect, test, vi } from "vitest";
import type { Tracker } from "../fleet/tracker";
import { en } from "../messages/en";
import { aTracker } from "../testing/a-tracker";
import { aRow } from "../testing/builders";
import { FakeEventSources } from "../testing/fake-event-source";
import { FakeFrames, fakeCanvas } from "../testing/fake-screen";
import { CanvasLayer } from "./canvas-layer";
import { LiveMode } from "./live/live-mode";
import type { MapMode } from "./map-mode";
import { MapStage } from "./map-stage";
import { MeasureTool } from "./measure/measure-tool";

const SHIPMENT = "PKG-998877";
const PLACE = { latitude: 40.758, longitude: -79.9855, zoom: 13 };
/** Where the shipment is then, on a map of 360 by 600 pixels. */
const [X, Y] = [180, 300];

class Circle extends CanvasLayer {
  draws = 0;

  constructor() {
    super("fleet", 0);
  }

  override refreshColours(): void {
    this.onFrame();
  }

  protected override onFrame(): void {
    this.draws += 1;
    this.canvas.getContext("2d")?.arc(X, Y, 20, 0, 2 * Math.PI);
  }
}

/** The smallest mode: one circle, which does something when it is clicked. */
class CircleMode implements MapMode {
  readonly circle = new Circle();
  readonly layers = [this.circle];
  readonly shortcuts = [["x", vi.fn()]] as const;
  readonly isSteering = false;
  readonly activate = vi.fn();
  readonly deactivate = vi.fn();
  readonly drawFrame = vi.fn();
  readonly onZoom = vi.fn();
  readonly showAll = vi.fn();
  readonly pointer = { onClick: vi.fn(), onMove: () => true, onLeave: vi.fn(), onDrag: vi.fn() };
}

const maps: L.Map[] = [];
L.Map.addInitHook(function (this: L.Map) {
  maps.push(this);
});

let frames: FakeFrames;

beforeEach(() => {
  frames = new FakeFrames();
  fakeCanvas();
});

function aTrackerOfOne(): Tracker {
  const sources = new FakeEventSources();
  const { tracker } = aTracker({ connect: sources.create, isShared: false });
  tracker.start();
  sources.newest.send("snapshot", [aRow({ shipmentId: SHIPMENT })]);
  sources.newest.send("snapshot-complete", {}, "epoch.1.f");
  frames.next();
  return tracker;
}

/** Count who listens to what the tracker tells from now on. */
function countSubscriptions({ store, view }: Tracker): () => number {
  let count = 0;
  const counted =
    <A extends unknown[]>(subscribe: (...args: A) => () => unknown) =>
    (...args: A) => {
      const stop = subscribe(...args);
      count += 1;
      return () => {
        count -= 1;
        return stop();
      };
    };
  const [onDelta, subscribe] = [counted(store.onDelta.bind(store)), counted(view.subscribe.bind(view))];
  vi.spyOn(store, "onDelta").mockImplementation(onDelta);
  vi.spyOn(view, "subscribe").mockImplementation(subscribe);
  return () => count;
}

function setUp() {
  const container = document.createElement("div");
  document.body.append(container);
  const tracker = aTrackerOfOne();
  const subscriptions = countSubscriptions(tracker);
  const stageEvents = { onPlace: vi.fn(), onMenu: vi.fn(), onFailure: vi.fn(), onBaseMapFailure: vi.fn() };
  const events = { onSelect: vi.fn(), onFollowEnd: vi.fn(), onHover: vi.fn() };
  const stage = new MapStage(container, {
    events: stageEvents,
    place: PLACE,
    messages: en,
    loadGround: () => undefined,
  });
  const live = new LiveMode(tracker, events);
  stage.show(live);
  frames.next();
  const point = (type: string) => {
    const target = container.querySelector(".leaflet-map-pane") as HTMLElement;
    target.dispatchEvent(new MouseEvent(type, { clientX: X, clientY: Y, bubbles: true }));
  };
  /** Everything that a mode could leave behind. */
  const held = () => ({
    canvases: container.querySelectorAll("canvas").length,
    markers: container.querySelectorAll(".selected-marker").length,
    listeners: listenersOf(maps.at(-1)),
    subscriptions: subscriptions(),
    frames: frames.waiting,
    isOverMarker: container.classList.contains("is-over-marker"),
  });
  return { container, tracker, stage, live, events, stageEvents, point, held };
}

function listenersOf(map: L.Map | undefined): number {
  const { _events } = map as unknown as { readonly _events: Record<string, readonly unknown[]> };
  return Object.values(_events).reduce((sum, listeners) => sum + listeners.length, 0);
}

test("another mode takes the place of the live one, with its own layers, pointer, keys and frames", () => {
  const { container, stage, live, events, stageEvents, point } = setUp();
  live.select(SHIPMENT, 0);
  point("click");
  expect(events.onSelect).toHaveBeenLastCalledWith(SHIPMENT);
  const circle = new CircleMode();
  stage.show(circle);
  events.onSelect.mockClear();
  events.onHover.mockClear();
  frames.next();
  point("click");
  point("mousemove");

  expect(circle.pointer.onClick).toHaveBeenCalledExactlyOnceWith(X, Y);
  expect(container).toHaveClass("is-over-marker");
  expect(circle.drawFrame).toHaveBeenCalledOnce();
  expect(circle.circle.draws).toBeGreaterThan(0);
  expect(stage.shortcuts).toBe(circle.shortcuts);
  expect(container.querySelectorAll(".leaflet-fleet-pane canvas")).toHaveLength(1);
  expect(container.querySelector(".selected-marker")).toBeNull();
  expect(events.onSelect).not.toHaveBeenCalled();
  expect(events.onHover).not.toHaveBeenCalled();
  expect(stageEvents.onFailure).not.toHaveBeenCalled();
});

test("the live mode returns with what was selected and followed", () => {
  const { container, tracker, stage, live, events, point } = setUp();
  live.select(SHIPMENT, 0);
  live.setFollowing(true);
  stage.show(new CircleMode());
  frames.next();
  tracker.store.apply(new Map([[SHIPMENT, aRow({ shipmentId: SHIPMENT, longitude: -79.98, source: [0, 1, 0] })]]));
  stage.show(live);
  frames.next();

  expect(container.querySelector(".selected-marker")).toHaveTextContent(SHIPMENT);
  expect(maps.at(-1)?.getCenter().lng).toBeCloseTo(-79.98, 3);
  expect(live.isSteering).toBe(true);
  point("click");
  expect(events.onSelect).toHaveBeenLastCalledWith(SHIPMENT);
});

test("switching back and forth leaves nothing behind", () => {
  const { stage, live, point, held } = setUp();
  live.select(SHIPMENT, 0);
  frames.next();
  const before = held();
  expect(before).toMatchObject({ canvases: 4, markers: 1, frames: 1 });
  for (let round = 0; round < 3; round += 1) {
    stage.show(new CircleMode());
    frames.next();
    point("mousemove");
    expect(held()).toMatchObject({ canvases: 2, markers: 0, frames: 1 });
    stage.show(live);
    frames.next();
  }
  expect(held()).toEqual(before);

  stage.show(null);
  expect(held()).toMatchObject({ canvases: 1, subscriptions: 1 });
});

test("a tool takes the clicks while it is in use, and leaves nothing behind", () => {
  const { stage, events, held, point } = setUp();
  const before = held();
  for (let round = 0; round < 3; round += 1) {
    const tool = new MeasureTool(() => 1);
    stage.use(tool);
    expect(held()).toMatchObject({ canvases: before.canvases + 1, subscriptions: before.subscriptions, frames: 1 });
    events.onSelect.mockClear();
    point("click");
    expect(events.onSelect).not.toHaveBeenCalled();
    expect(tool.way.places).toEqual([
      { latitude: expect.closeTo(PLACE.latitude, 3), longitude: expect.closeTo(PLACE.longitude, 3) },
    ]);
    stage.placeInMiddle();
    tool.undo();
    expect(tool.way.places).toEqual([]);
    stage.use(null);
    expect(held()).toEqual(before);
  }
  point("click");
  expect(events.onSelect).toHaveBeenCalledWith(SHIPMENT);
});

test("the key Home shows all of the mode", () => {
  const { stage, container } = setUp();
  const circle = new CircleMode();
  stage.show(circle);
  container.dispatchEvent(new KeyboardEvent("keydown", { key: "Home" }));
  expect(circle.showAll).toHaveBeenCalledOnce();
});

test("a stage that is closed asks for no frames, and a live mode that is closed hears of no changes", () => {
  const { container, stage, live, events, held, point } = setUp();
  stage.close();
  live.close();
  expect(held()).toMatchObject({ canvases: 0, subscriptions: 0, frames: 0 });
  events.onSelect.mockClear();
  expect(container.querySelector(".leaflet-map-pane")).toBeNull();
  container.append(Object.assign(document.createElement("div"), { className: "leaflet-map-pane" }));
  point("click");
  expect(events.onSelect).not.toHaveBeenCalled();
});

test("a layer that left the map during a zoom is drawn when it returns", () => {
  const { stage, live } = setUp();
  const circle = new CircleMode();
  stage.show(circle);
  maps.at(-1)?.fire("zoomanim", { center: L.latLng(0, 0), zoom: 5 });
  stage.show(live);
  circle.circle.draws = 0;
  stage.show(circle);
  expect(circle.circle.draws).toBe(1);
});

test("a frame that fails stops the frames and is told", () => {
  const { stage, stageEvents } = setUp();
  const circle = new CircleMode();
  circle.drawFrame.mockImplementation(() => {
    throw new Error("no paint");
  });
  stage.show(circle);
  frames.next();
  expect(stageEvents.onFailure).toHaveBeenCalledExactlyOnceWith(new Error("no paint"));
  expect(frames.waiting).toBe(0);
});
