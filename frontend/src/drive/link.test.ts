import { expect, test } from "vitest";
import { keepLink } from "./link";

function aBase(kept: Record<string, unknown>) {
  const names = new Map(Object.entries(kept));
  return {
    ...{ names, get: async (name: string) => names.get(name) as never },
    set: async (name: string, value: unknown) => void names.set(name, value),
    drop: async (name: string) => void names.delete(name),
  };
}

test("a new key replaces the one before, with all that the page knew of its driver", async () => {
  const base = aBase({ key: "trk_old", driverId: "Dave", hasDevice: true });
  expect(await keepLink(base, { key: "trk_new" })).toBe(true);
  expect([...base.names]).toEqual([["key", "trk_new"]]);
});

test("the link that the page has already changes nothing, so that no other tab reloads", async () => {
  expect(await keepLink(aBase({ key: "trk_old" }), { key: "trk_old" })).toBe(false);
  expect(await keepLink(aBase({ driverId: "Dave" }), { driverId: "Dave" })).toBe(false);
  expect(await keepLink(aBase({ key: "trk_old", driverId: "Dave" }), { driverId: "Dave" })).toBe(true);
});
