import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { en } from "../messages/en";
import { FakeFrames, fakeCanvas } from "../testing/fake-screen";
import type { MapMode } from "./map-mode";
import { MapStage } from "./map-stage";
import type { MapTool } from "./map-tool";
import { PickTool } from "./pick/pick-tool";
import type { DashboardMap } from "./use-map";
import { useTool } from "./use-tool";

const PLACE = { latitude: 40, longitude: -80, zoom: 10 };

beforeEach(() => {
  new FakeFrames();
  fakeCanvas();
});

function setUp() {
  const container = document.createElement("div");
  const button = document.createElement("button");
  document.body.replaceChildren(container, button);
  const events = { onPlace: vi.fn(), onMenu: vi.fn(), onFailure: vi.fn(), onBaseMapFailure: vi.fn() };
  const stage = new MapStage(container, { events, place: PLACE, messages: en, loadGround: () => undefined });
  const mode = {
    layers: [],
    shortcuts: [],
    isSteering: false,
    activate: vi.fn(),
    deactivate: vi.fn(),
    showAll: vi.fn(),
    drawFrame: vi.fn(),
    onZoom: vi.fn(),
    pointer: { onClick: vi.fn(), onMove: () => true, onLeave: vi.fn(), onDrag: vi.fn() },
  } satisfies MapMode;
  stage.show(mode);
  const map = { stage } as unknown as DashboardMap;
  const onEnd = vi.fn();
  const onPicked = vi.fn();
  const Page = ({ tool }: { readonly tool: MapTool | null }) => {
    useTool(map, tool, onEnd);
    return null;
  };
  const page = render(<Page tool={null} />);
  const show = (tool: MapTool | null) => page.rerender(<Page tool={tool} />);
  return { container, button, mode, onEnd, onPicked, show, tool: new PickTool(onPicked) };
}

test("Enter gives the tool the middle of a map that has the focus, and nothing else the key", async () => {
  const { container, onPicked, show, tool } = setUp();
  show(tool);
  expect(document.activeElement).toBe(container);
  const onPage = vi.fn((event: KeyboardEvent) => event.defaultPrevented);
  addEventListener("keydown", onPage);
  await userEvent.keyboard("{Enter}");
  removeEventListener("keydown", onPage);
  const [place] = onPicked.mock.lastCall ?? [];
  expect(place).toEqual({ latitude: expect.closeTo(40, 2), longitude: expect.closeTo(-80, 2) });
  expect(onPage).toHaveReturnedWith(true);
});

test("Enter on a button presses the button", async () => {
  const { button, onPicked, show, tool } = setUp();
  show(tool);
  button.focus();
  await userEvent.keyboard("{Enter}");
  expect(onPicked).not.toHaveBeenCalled();
});

test("Escape asks for the end, which gives the focus back and leaves the keys to the page", async () => {
  const { button, onEnd, show, tool } = setUp();
  button.focus();
  show(tool);
  await userEvent.keyboard("{Escape}");
  expect(onEnd).toHaveBeenCalledOnce();
  show(null);
  expect(document.activeElement).toBe(button);
  await userEvent.keyboard("{Escape}");
  expect(onEnd).toHaveBeenCalledOnce();
});

test("the mode under a tool no longer moves the map, and a second tool takes the place of the first", () => {
  const { container, mode, show, tool } = setUp();
  show(tool);
  expect(mode.pointer.onDrag).toHaveBeenCalledOnce();
  show(new PickTool(vi.fn()));
  expect(container).toHaveClass("has-tool");
  show(null);
  expect(container).not.toHaveClass("has-tool");
});
