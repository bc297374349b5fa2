/** Act on the key Home while the map has the focus; Leaflet pans with the arrows and zooms with + and -. */
export function listenForHome(container: HTMLElement, signal: AbortSignal, onHome: () => void): void {
  container.addEventListener(
    "keydown",
    (event) => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      if (key !== "Home" || target !== container || ctrlKey || metaKey || altKey) return;
      onHome();
      event.preventDefault();
    },
    { signal },
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const LONG_PRESS_MS = 500;
/** A finger that rests moves a little. */
const STILL_PX = 10;

/** Call `onMenu` after a right click or a long press with its point of the container, or a key of menus (null). */
export function listenForMenu(container: HTMLElement, signal: AbortSignal, onMenu: (at: Point | null) => void): void {
  listenForMenuKey(container, signal, onMenu);
  listenForLongPress(container, signal, onMenu);
  container.addEventListener(
    "contextmenu",
    (event) => {
      if (event.target instanceof Element && event.target.closest("a") !== null) return;
      event.preventDefault();
      // A long press and the menu key may cause this event too; both are already handled.
      if (event.button === 2 || event.ctrlKey) onMenu(pointIn(container, event));
    },
    { signal },
  );
}

function listenForMenuKey(container: HTMLElement, signal: AbortSignal, onMenu: (at: null) => void): void {
  container.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "ContextMenu" && !(event.shiftKey && event.key === "F10")) return;
      event.preventDefault();
      onMenu(null);
    },
    { signal },
  );
}

function listenForLongPress(container: HTMLElement, signal: AbortSignal, onMenu: (at: Point) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: PointerEvent | null = null;
  let isPressed = false;
  const cancel = () => {
    clearTimeout(timer);
    start = null;
  };
  const listen = (
    type: "pointerdown" | "pointermove" | "pointerup" | "pointercancel",
    on: (it: PointerEvent) => void,
  ) => container.addEventListener(type, on, { signal, capture: true });
  listen("pointerdown", (event) => {
    cancel();
    isPressed = false;
    // A second finger is a pinch.
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    start = event;
    timer = setTimeout(() => {
      isPressed = true;
      start = null;
      onMenu(pointIn(container, event));
    }, LONG_PRESS_MS);
  });
  listen("pointermove", ({ clientX, clientY }) => {
    if (start !== null && Math.hypot(clientX - start.clientX, clientY - start.clientY) > STILL_PX) cancel();
  });
  listen("pointerup", cancel);
  listen("pointercancel", cancel);
  const swallowClick = (event: Event) => {
    if (isPressed) event.stopPropagation();
    isPressed = false;
  };
  container.addEventListener("click", swallowClick, { signal, capture: true });
  signal.addEventListener("abort", cancel);
}

function pointIn(container: HTMLElement, { clientX, clientY }: MouseEvent): Point {
  const { left, top } = container.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
