import { expect, test } from "vitest";
import { en } from "../../messages/en";
import { caughtUpText, connectionText, diagnosis } from "./connection-text";

const NOW_MS = 1_705_500_000_000;

test("a live connection shows how long a fix takes, once that is known", () => {
  expect(connectionText({ status: "live" }, 0.42, NOW_MS, en)).toBe("Live · 0.4 s");
  expect(connectionText({ status: "live" }, null, NOW_MS, en)).toBe("Live");
});

test("a live connection that brings old news says how old", () => {
  expect(connectionText({ status: "live" }, 32.4, NOW_MS, en)).toBe("Live · 32 s behind");
});

test("a lost connection counts down to the next try", () => {
  const lost = {
    status: "reconnecting",
    attempt: 2,
    nextTryAt: NOW_MS + 2_400,
    heardAtS: null,
    isHeldBack: false,
  } as const;
  expect(connectionText(lost, null, NOW_MS, en)).toBe("Reconnecting in 3 s");
  expect(connectionText(lost, null, NOW_MS + 2_500, en)).toBe("Reconnecting…");
});

test("an offline page says from when its data are", () => {
  const offline = { status: "offline", nextTryAt: NOW_MS, heardAtS: NOW_MS / 1000, isHeldBack: false } as const;
  expect(connectionText(offline, null, NOW_MS, en)).toMatch(/^Offline · data as of \d/);
  expect(connectionText({ ...offline, heardAtS: null }, null, NOW_MS, en)).toBe("Offline");
});

test("a late connection says how long it has been silent", () => {
  expect(connectionText({ status: "late", heardAt: NOW_MS - 27_000 }, null, NOW_MS, en)).toBe("Late · silent for 27 s");
});

test("after a loss the page says on how much it has caught up, for a while", () => {
  const live = { status: "live" } as const;
  const caughtUp = { changes: 1_204, isAnew: false, atMs: NOW_MS };
  expect(caughtUpText(caughtUp, live, NOW_MS + 2_000, en)).toBe("caught up on 1,204 changes");
  expect(caughtUpText({ ...caughtUp, changes: 1 }, live, NOW_MS, en)).toBe("caught up on 1 change");
  expect(caughtUpText({ ...caughtUp, isAnew: true }, live, NOW_MS, en)).toBe("reloaded");
  expect(caughtUpText(caughtUp, live, NOW_MS + 60_000, en)).toBeNull();
  expect(caughtUpText(null, live, NOW_MS, en)).toBeNull();
});

test("the page tells a slow tracker from a proxy that holds the stream back", () => {
  const live = { status: "live" } as const;
  const lost = { status: "reconnecting", attempt: 1, nextTryAt: NOW_MS, heardAtS: null } as const;
  expect(diagnosis(live, 0.2, 0, en)).toBeNull();
  expect(diagnosis(live, 30, 0, en)).toMatch(/tracker is overloaded/);
  expect(diagnosis(live, 30, 12, en)).toMatch(/proxy .* delays the stream/);
  expect(diagnosis({ ...lost, isHeldBack: true }, null, 0, en)).toMatch(/unbuffered/);
  expect(diagnosis({ ...lost, isHeldBack: false }, null, 0, en)).toBeNull();
});
