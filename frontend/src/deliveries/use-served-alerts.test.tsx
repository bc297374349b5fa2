// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AlertPage } from "../api/types";
import { SERVED_EVERY_MS, useServedAlerts } from "./use-served-alerts";

const SILENT = { id: "1", kind: "silent", state: "open", openedAt: 1, shipmentId: null };
const PAGE = {
  lines: [{ kind: "silent", driverId: "ann", fleet: null, place: null, hides: 2, alerts: [SILENT] }],
} as unknown as AlertPage;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function follow() {
  const answers: ((page: AlertPage | null) => void)[] = [];
  const signals: AbortSignal[] = [];
  const api = {
    list: (_: unknown, signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<AlertPage | null>((resolve) => answers.push(resolve));
    },
  };
  const { result } = renderHook(() => useServedAlerts(api, null));
  const answer = (page: AlertPage | null) => act(async () => answers.at(-1)?.(page));
  const pass = () => act(async () => vi.advanceTimersByTimeAsync(SERVED_EVERY_MS));
  return { result, signals, answer, pass };
}

test("after two failures the old answer hides no alert any more, and is said to be old", async () => {
  const { result, answer, pass } = follow();
  await answer(PAGE);
  expect(result.current.served.silent.size).toBe(1);
  await pass();
  await answer(null);
  expect(result.current).toMatchObject({ isOld: false, served: { silent: new Set(["driver/ann"]) } });
  await pass();
  await answer(null);
  expect(result.current.isOld).toBe(true);
  expect(result.current.served.silent.size).toBe(0);
  expect(result.current.served.ofDrivers).toHaveLength(1);
  await pass();
  await answer(PAGE);
  expect(result.current).toMatchObject({ isOld: false, served: { silent: new Set(["driver/ann"]) } });
});

test("a slow answer is waited for", async () => {
  const { result, signals, answer, pass } = follow();
  await pass();
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  await answer(PAGE);
  expect(result.current.served.silent.size).toBe(1);
});

test("a change during a request is followed by another request", async () => {
  const { result, signals, answer } = follow();
  act(() => result.current.askNow());
  expect(signals).toHaveLength(1);
  await answer(PAGE);
  expect(signals).toHaveLength(2);
});
