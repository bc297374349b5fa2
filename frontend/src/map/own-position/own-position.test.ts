import { expect, test, vi } from "vitest";
import { type LocateState, OwnPositionWatch } from "./own-position";

const COORDS = { latitude: 1, longitude: 2, accuracy: 30 };

function aWatch({ isSecure = true, has = true } = {}) {
  const states: LocateState[] = [];
  const geolocation = { watchPosition: vi.fn(() => 7), clearWatch: vi.fn(), getCurrentPosition: vi.fn() };
  const device = has ? geolocation : (null as unknown as Geolocation);
  const watch = new OwnPositionWatch((state) => states.push(state), device ?? undefined, isSecure);
  const [find, fail] = [0, 1].map((at) => (what: unknown) => {
    const call = geolocation.watchPosition.mock.calls.at(-1) as unknown as ((it: unknown) => void)[];
    call[at]?.(what);
  }) as [(what: unknown) => void, (what: unknown) => void];
  return { watch, states, geolocation, find, fail };
}

test("a page from an insecure address says so without asking the browser", () => {
  const { watch, states, geolocation } = aWatch({ isSecure: false });
  watch.start();
  expect(states).toEqual([{ kind: "failed", failure: "insecure" }]);
  expect(geolocation.watchPosition).not.toHaveBeenCalled();
});

test.each([
  [1, "denied"],
  [2, "unavailable"],
  [3, "timeout"],
])("error %d of the browser is %s, and ends the watch", (code, failure) => {
  const { watch, states, geolocation, fail } = aWatch();
  watch.start();
  fail({ code });
  expect(states).toEqual([{ kind: "waiting" }, { kind: "failed", failure }]);
  expect(geolocation.clearWatch).toHaveBeenCalledWith(7);
});

test("a lost signal keeps the last position, and a withdrawn permission does not", () => {
  const { watch, states, find, fail } = aWatch();
  watch.start();
  find({ coords: COORDS });
  fail({ code: 3 });
  expect(states.at(-1)).toEqual({ kind: "shown", position: { latitude: 1, longitude: 2, accuracyM: 30 } });
  fail({ code: 1 });
  expect(states.at(-1)).toEqual({ kind: "failed", failure: "denied" });
});

test("nothing is told after it is switched off", () => {
  const { watch, states, geolocation, find } = aWatch();
  watch.start();
  watch.stop();
  find({ coords: COORDS });
  expect(states.at(-1)).toEqual({ kind: "off" });
  expect(geolocation.clearWatch).toHaveBeenCalledWith(7);
});
