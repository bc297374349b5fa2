import { vi } from "vitest";

/** The frames of the browser, one at a time. */
export class FakeFrames {
  readonly #waiting = new Map<number, FrameRequestCallback>();
  #lastId = 0;

  constructor() {
    vi.spyOn(globalThis, "requestAnimationFrame").mockImplementation((callback) => {
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, callback);
      return this.#lastId;
    });
    vi.spyOn(globalThis, "cancelAnimationFrame").mockImplementation((id) => {
      this.#waiting.delete(id);
    });
  }

  /** Callbacks that wait for the next frame. */
  get waiting(): number {
    return this.#waiting.size;
  }

  next(): void {
    const callbacks = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const callback of callbacks) callback(performance.now());
  }
}

/** Let canvases take what is drawn; happy-dom has none. */
export function fakeCanvas(): void {
  const pen = new Proxy({} as Record<string, unknown>, {
    get: (held, name: string) => {
      if (name in held) return held[name];
      if (name === "measureText") return () => ({ width: 10 });
      if (name === "getImageData")
        return (_x: number, _y: number, width: number, height: number) => new ImageData(width, height);
      return () => undefined;
    },
  });
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(() => pen as unknown as never);
}

/** A pen that remembers what it wrote and where. */
export function fakePen() {
  const texts: { readonly text: string; readonly x: number; readonly y: number }[] = [];
  const pen = new Proxy({} as Record<string, unknown>, {
    get: (held, name: string) => {
      if (name === "fillText") return (text: string, x: number, y: number) => texts.push({ text, x, y });
      return name in held ? held[name] : () => undefined;
    },
  });
  return { pen: pen as unknown as CanvasRenderingContext2D, texts };
}
