import { expect, test } from "vitest";
import { connectionText } from "./connection-text";

const NOW_MS = 1_705_500_000_000;

test("a live connection shows how long a fix takes, once that is known", () => {
  expect(connectionText({ status: "live", heardAt: NOW_MS }, 0.42, NOW_MS)).toBe("Live · 0.4 s");
  expect(connectionText({ status: "live", heardAt: NOW_MS }, null, NOW_MS)).toBe("Live");
});

test("a live connection that brings old news says how old", () => {
  expect(connectionText({ status: "live", heardAt: NOW_MS }, 32.4, NOW_MS)).toBe("Live · 32 s behind");
});

test("a lost connection counts down to the next try", () => {
  const lost = { status: "reconnecting", attempt: 2, nextTryAt: NOW_MS + 2_400, heardAt: null } as const;
  expect(connectionText(lost, null, NOW_MS)).toBe("Reconnecting in 3 s");
  expect(connectionText(lost, null, NOW_MS + 2_500)).toBe("Reconnecting…");
});

test("an offline page says from when its data are", () => {
  const offline = { status: "offline", nextTryAt: NOW_MS, heardAt: NOW_MS } as const;
  expect(connectionText(offline, null, NOW_MS)).toMatch(/^Offline · data as of \d/);
  expect(connectionText({ ...offline, heardAt: null }, null, NOW_MS)).toBe("Offline");
});

test("a late connection says how long it has been silent", () => {
  expect(connectionText({ status: "late", heardAt: NOW_MS - 27_000 }, null, NOW_MS)).toBe("Late · silent for 27 s");
});
