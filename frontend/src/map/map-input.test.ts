// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listenForHome, listenForMenu } from "./map-input";

let container: HTMLElement;
let stop: AbortController;
const onMenu = vi.fn();
const onHome = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  container = document.createElement("div");
  container.tabIndex = 0;
  document.body.append(container);
  stop = new AbortController();
  listenForMenu(container, stop.signal, onMenu);
  listenForHome(container, stop.signal, onHome);
});

afterEach(() => {
  stop.abort();
  container.remove();
  vi.useRealTimers();
});

function touch(type: string, x: number, { isPrimary = true, pointerType = "touch" } = {}) {
  const event = new MouseEvent(type, { clientX: x, clientY: 40, bubbles: true });
  container.dispatchEvent(Object.assign(event, { pointerType, isPrimary }));
}

test("a long press asks for the menu at its place, and the click that follows does not reach the map", () => {
  const onClick = vi.fn();
  container.addEventListener("click", onClick);
  touch("pointerdown", 30);
  vi.advanceTimersByTime(499);
  expect(onMenu).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onMenu).toHaveBeenCalledExactlyOnceWith({ x: 30, y: 40 });
  touch("pointerup", 30);
  const child = container.appendChild(document.createElement("i"));
  child.click();
  expect(onClick).not.toHaveBeenCalled();
  child.click();
  expect(onClick).toHaveBeenCalledOnce();
});

test.each([
  ["a drag", () => touch("pointermove", 45)],
  ["a pinch", () => touch("pointerdown", 200, { isPrimary: false })],
  ["a tap", () => touch("pointerup", 30)],
  ["a touch that the browser takes over", () => touch("pointercancel", 30)],
  ["a map that is removed", () => stop.abort()],
])("%s is no long press", (_, happens) => {
  touch("pointerdown", 30);
  vi.advanceTimersByTime(300);
  happens();
  vi.advanceTimersByTime(1_000);
  expect(onMenu).not.toHaveBeenCalled();
});

test("a finger that trembles still presses, and a mouse never does", () => {
  touch("pointerdown", 30);
  touch("pointermove", 35);
  vi.advanceTimersByTime(500);
  expect(onMenu).toHaveBeenCalledOnce();
  touch("pointerdown", 30, { pointerType: "mouse" });
  vi.advanceTimersByTime(1_000);
  expect(onMenu).toHaveBeenCalledOnce();
});

test("a right click asks at its point once, and the key of menus asks for the middle", () => {
  container.dispatchEvent(new MouseEvent("contextmenu", { clientX: 7, clientY: 8, button: 2, cancelable: true }));
  expect(onMenu).toHaveBeenLastCalledWith({ x: 7, y: 8 });
  const menuKeys = [{ key: "ContextMenu" }, { key: "F10", shiftKey: true }];
  for (const key of menuKeys) container.dispatchEvent(new KeyboardEvent("keydown", key));
  const byKey = new MouseEvent("contextmenu", { clientX: 0, clientY: 0, button: 0, cancelable: true });
  container.dispatchEvent(byKey);
  expect(byKey.defaultPrevented).toBe(true);
  expect(onMenu.mock.calls.slice(1)).toEqual([[null], [null]]);
});

test("Home acts while the map has the focus, and not from something in it or with a modifier", () => {
  container.dispatchEvent(new KeyboardEvent("keydown", { key: "Home" }));
  const child = container.appendChild(document.createElement("a"));
  child.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true }));
  container.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", ctrlKey: true }));
  expect(onHome).toHaveBeenCalledOnce();
});
