import { expect, test } from "vitest";
import { UNKNOWN_CLOCK } from "./clock";
import { afterAnswer, canUndo, isSaidAlready, itemOf, nextDueIn, nextToSend, type Said, UNDO_MS } from "./outbox";

const NOW = 1_770_000_000_000;

function said(id: number, more: Partial<Said> = {}): Said {
  return { id, shipmentId: `PKG-${id}`, to: "delivered", at: NOW - 60_000, setBackMs: 0, state: "waiting", ...more };
}

const ids = (all: readonly Said[]) => all.map(({ id }) => id);

test("a tap may be taken back for ten seconds, and not once it is on its way", () => {
  expect(canUndo(said(1, { at: NOW }), NOW + UNDO_MS - 1)).toBe(true);
  expect(canUndo(said(1, { at: NOW }), NOW + UNDO_MS)).toBe(false);
  expect(canUndo(said(1, { at: NOW, batch: "b" }), NOW)).toBe(false);
});

test("a clock that is set back does not hold an outcome for hours", () => {
  expect(canUndo(said(1, { at: NOW + 3_600_000 }), NOW)).toBe(false);
});

test("nothing overtakes what may still be taken back", () => {
  const all = [said(3), said(1), said(2, { at: NOW - 1_000 })];
  expect(ids(nextToSend(all, NOW))).toEqual([1]);
  expect(nextDueIn(all, NOW)).toBe(9_000);
  expect(ids(nextToSend(all, NOW + UNDO_MS))).toEqual([1, 2, 3]);
});

test("a request without an answer is repeated whole, without what was said since", () => {
  const all = [said(1, { batch: "b" }), said(2, { batch: "b", state: "sent" }), said(3, { batch: "b" }), said(4)];
  expect(ids(nextToSend(all, NOW))).toEqual([1, 3]);
});

test("a request has at most a hundred items", () => {
  const all = Array.from({ length: 150 }, (_, index) => said(index));
  expect(nextToSend(all, NOW)).toHaveLength(100);
});

test("an item has its own time and place, and the photo as its proof", () => {
  const place = { latitude: 52.5, longitude: 13.4 };
  const failed = said(1, {
    to: "attempt_failed",
    reason: "no_access",
    note: "",
    position: place,
    photo: { ref: "p1", sha256: "0f" },
  });
  expect(itemOf(failed, UNKNOWN_CLOCK)).toEqual({
    ...{ shipmentId: "PKG-1", to: "attempt_failed", at: NOW / 1000 - 60, reason: "no_access", position: place },
    proof: [{ kind: "photo", ref: "p1", sha256: "0f" }],
  });
});

test("of an answer, what is accepted is sent, what is refused says why, and the rest keeps waiting", () => {
  const after = afterAnswer(
    [said(1), said(2), said(3)],
    [
      { index: 0, result: "accepted" },
      { index: 1, result: "refused", code: "illegal_transition", detail: "It cannot follow." },
      { index: 2, result: "pending" },
    ],
  );
  expect(after.map(({ state }) => state)).toEqual(["sent", "refused", "waiting"]);
  expect(after[1]).toMatchObject({ code: "illegal_transition", detail: "It cannot follow." });
});

test("a delivery whose outcome waits takes no second one, and one that is only loaded does", () => {
  expect(isSaidAlready([said(1)], "PKG-1", "delivered")).toBe(true);
  expect(isSaidAlready([said(1)], "PKG-1", "attempt_failed")).toBe(true);
  expect(isSaidAlready([said(1)], "PKG-2", "delivered")).toBe(false);
  expect(isSaidAlready([said(1, { state: "refused" })], "PKG-1", "delivered")).toBe(false);
  expect(isSaidAlready([said(1, { to: "out_for_delivery" })], "PKG-1", "delivered")).toBe(false);
});
