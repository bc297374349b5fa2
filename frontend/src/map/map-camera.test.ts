import { expect, test, vi } from "vitest";
import { flightTaken, MapCamera } from "./map-camera";

/** Return the number of the flight that the map has taken after each of these selections. */
function takes(camera: MapCamera, ...selections: readonly (string | null)[]): readonly number[] {
  let taken = 0;
  return selections.map((selected) => {
    taken = flightTaken(taken, camera.flight, selected);
    return taken;
  });
}

test("a camera tells of each flight, also to the same shipment", () => {
  const camera = new MapCamera();
  const told = vi.fn();
  const stop = camera.subscribe(told);
  camera.flyTo("A");
  const first = camera.flight;
  camera.flyTo("A");
  expect(told).toHaveBeenCalledTimes(2);
  expect(camera.flight).not.toEqual(first);
  stop();
  camera.flyTo("B");
  expect(told).toHaveBeenCalledTimes(2);
});

test("the map flies to the shipment of a link at once, and nowhere without one", () => {
  expect(takes(new MapCamera("A"), "A")).toEqual([1]);
  expect(takes(new MapCamera(), "A")).toEqual([0]);
});

test("a flight waits for its shipment to be selected, and is taken once", () => {
  const camera = new MapCamera();
  camera.flyTo("B");
  expect(takes(camera, "A", "B", "A", "B", null)).toEqual([0, 1, 1, 1, 1]);
});
