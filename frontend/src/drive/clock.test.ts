import fc from "fast-check";
import { expect, test } from "vitest";
import { noticeJump, noticeServer, trueSeconds, UNKNOWN_CLOCK, wrongByMs } from "./clock";

const NOON = 1_770_000_000_000;

test("a phone whose clock agrees with the server's sends its own times", () => {
  const clock = noticeServer(UNKNOWN_CLOCK, NOON, NOON, NOON + 200);
  expect(wrongByMs(clock)).toBe(0);
  expect(trueSeconds({ at: NOON - 5_000, setBackMs: 0 }, clock)).toBe(NOON / 1000 - 5);
});

test("times of a phone that is ten minutes fast are sent by the server's clock", () => {
  const clock = noticeServer(UNKNOWN_CLOCK, NOON, NOON + 600_400, NOON + 600_600);
  expect(wrongByMs(clock)).toBe(600_000);
  expect(trueSeconds({ at: NOON + 660_000, setBackMs: 0 }, clock)).toBe(NOON / 1000 + 60);
});

test("an answer that took the clock back with it tells nothing", () => {
  expect(noticeServer(UNKNOWN_CLOCK, NOON, NOON, NOON - 1)).toBe(UNKNOWN_CLOCK);
});

test("a phone that sleeps has not changed its clock", () => {
  const before = { wallMs: NOON, countMs: 1_000 };
  expect(noticeJump(UNKNOWN_CLOCK, before, { wallMs: NOON + 600_000, countMs: 1_500 })).toBe(UNKNOWN_CLOCK);
});

test("moments before and after a clock is set back keep their distance, whenever the server's time is learned", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 30_000, max: 86_400_000 }),
      fc.integer({ min: 0, max: 3_600_000 }),
      (back, between) => {
        const first = { at: NOON, setBackMs: 0 };
        const clock = noticeJump(
          noticeServer(UNKNOWN_CLOCK, NOON, NOON, NOON + 1_000),
          { wallMs: NOON, countMs: 0 },
          { wallMs: NOON + between - back, countMs: between },
        );
        const second = { at: NOON + between - back, setBackMs: clock.setBackMs };
        const now = NOON + between - back;
        const later = noticeServer(clock, NOON + between, now, now + 1_000);
        for (const known of [clock, later]) {
          const distance = trueSeconds(second, known) - trueSeconds(first, known);
          expect(distance).toBeCloseTo(between / 1000, 2);
        }
        expect(trueSeconds(first, later)).toBeCloseTo(NOON / 1000, 2);
      },
    ),
  );
});
