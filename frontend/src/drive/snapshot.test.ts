import { expect, test } from "vitest";
import { UNKNOWN_CLOCK } from "./clock";
import type { Said } from "./outbox";
import { type Known, STUCK_AFTER_MS, snapshotOf } from "./snapshot";

const NOW = 1_770_000_000_000;

function known(more: Partial<Known> = {}): Known {
  return {
    ...{ phase: "ready", driverId: "Dave-007", shift: "on", route: null, said: [], clock: UNKNOWN_CLOCK, now: NOW },
    ...{ counts: { rejected: 0, thinned: 0 }, isAlone: true, trouble: null, fixAt: NOW, isOffline: false },
    ...{ kept: 0, sentAt: NOW, isLossy: false },
    ...more,
  };
}

function said(id: number, at: number): Said {
  return { id, shipmentId: `PKG-${id}`, to: "out_for_delivery", at, setBackMs: 0, state: "waiting" };
}

test("what one tap said is taken back together, and the tap before it is not", () => {
  const { undo } = snapshotOf(known({ said: [said(1, NOW - 5_000), said(2, NOW - 2_000), said(3, NOW - 2_000)] }));
  expect(undo?.said.map(({ id }) => id)).toEqual([2, 3]);
  expect(undo?.seconds).toBe(8);
});

test("a page whose positions do not get through does not say that it shares", () => {
  expect(snapshotOf(known({ kept: 9, sentAt: NOW - STUCK_AFTER_MS - 1 })).sharing.kind).toBe("offline");
  expect(snapshotOf(known({ kept: 0, sentAt: NOW - STUCK_AFTER_MS - 1 })).sharing.kind).toBe("sharing");
});

test("the page reads the time from the server's clock where the phone's is wrong", () => {
  expect(snapshotOf(known({ clock: { setBackMs: 0, offsetMs: -600_000 } })).nowS).toBe(NOW / 1000 - 600);
});
