import { expect, test, vi } from "vitest";
import { PickTool } from "./pick-tool";

test("a place on another copy of the world is told with its usual longitude", () => {
  const onPicked = vi.fn();
  new PickTool(onPicked).onPlace({ latitude: 40, longitude: 280 });
  expect(onPicked).toHaveBeenCalledExactlyOnceWith({ latitude: 40, longitude: -80 });
});
