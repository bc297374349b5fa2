import { expect, test } from "vitest";
import { type Facts, SILENT_AFTER_MS, sharingState } from "./sharing-state";

const NOW = 1_770_000_000_000;
const ON: Facts = {
  ...{ isWanted: true, isElsewhere: false, trouble: null, fixAt: NOW - 4_000, now: NOW, isOffline: false, kept: 0 },
};

test("a page with a fresh position and network is sharing", () => {
  expect(sharingState(ON)).toEqual({ kind: "sharing", fixAgeS: 4, kept: 0 });
});

test("a page without a fresh position waits for GPS, also if it had one", () => {
  expect(sharingState({ ...ON, fixAt: null })).toEqual({ kind: "waiting_for_gps", lastFixAgeS: null });
  const old = sharingState({ ...ON, fixAt: NOW - SILENT_AFTER_MS });
  expect(old).toEqual({ kind: "waiting_for_gps", lastFixAgeS: 30 });
});

test("a page without network says how many positions it keeps, and whether there are more to come", () => {
  expect(sharingState({ ...ON, isOffline: true, kept: 14 })).toEqual({ kind: "offline", kept: 14, hasGps: true });
  expect(sharingState({ ...ON, isOffline: true, fixAt: null })).toMatchObject({ hasGps: false });
});

test("a page never says that it shares when the driver has not switched it on, or when another tab does", () => {
  expect(sharingState({ ...ON, isWanted: false }).kind).toBe("not_sharing");
  expect(sharingState({ ...ON, isElsewhere: true }).kind).toBe("elsewhere");
});

test("a revoked key outweighs everything", () => {
  const stopped = sharingState({ ...ON, isOffline: true, isElsewhere: true, trouble: "key_revoked" });
  expect(stopped).toEqual({ kind: "stopped", trouble: "key_revoked" });
});
