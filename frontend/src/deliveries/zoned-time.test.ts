import fc from "fast-check";
import { expect, test } from "vitest";
import { localTimeOf, unixOfLocalTime } from "./zoned-time";

const ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"];

test.each([
  ["2026-03-02T09:00", "America/New_York", "2026-03-02T14:00:00Z"],
  ["2026-07-02T09:00", "America/New_York", "2026-07-02T13:00:00Z"],
  ["2026-03-02T09:00", "Asia/Kathmandu", "2026-03-02T03:15:00Z"],
  ["2026-03-02T00:00", "Pacific/Apia", "2026-03-01T11:00:00Z"],
  // The clocks show it twice: the first counts.
  ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z"],
])("%s in %s is %s", (local, zone, instant) => {
  expect(unixOfLocalTime(local, zone)).toBe(Date.parse(instant) / 1000);
});

test.each(["2026-03-08T02:30", "", "tomorrow", "2026-13-02T09:00", "2026-02-30T09:00"])(
  "%j is no local time in New York",
  (local) => {
    expect(unixOfLocalTime(local, "America/New_York")).toBeNull();
  },
);

test("an instant that is shown and read again is the same, apart from an hour that is shown twice", () => {
  const instants = fc.integer({ min: 1_500_000_000, max: 2_000_000_000 });
  fc.assert(
    fc.property(instants, fc.constantFrom(...ZONES), (unixS, zone) => {
      const read = unixOfLocalTime(localTimeOf(unixS, zone), zone);
      expect(read).not.toBeNull();
      expect(localTimeOf(read ?? 0, zone)).toBe(localTimeOf(unixS, zone));
      expect([0, 1800, 3600]).toContain(unixS - (read ?? 0));
    }),
  );
});
