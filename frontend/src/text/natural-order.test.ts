import fc from "fast-check";
import { expect, test } from "vitest";
import { naturalKey } from "./natural-order";

const sorted = (names: readonly string[]) =>
  [...names].sort((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : naturalKey(a) > naturalKey(b) ? 1 : 0));

test.each([
  ["numbers by their value", ["PKG-9", "PKG-10", "PKG-11x", "PKG-100"]],
  ["numbers of any length", ["T-999999999999", "T-1000000000000", "T-99999999999999999999", `T-1${"0".repeat(120)}`]],
  ["numbers in the middle", ["A2-B10", "A2-B11", "A10-B1"]],
  ["leading zeros after the same number without", ["PKG-1", "PKG-01", "PKG-001", "PKG-2", "PKG-02"]],
  ["leading zeros only where nothing else differs", ["a01b1", "a1b2"]],
  ["fewer zeros in the first number first", ["a1b01", "a01b1", "a01b01", "a001b1"]],
  ["zero itself", ["A", "A0", "A00", "A0b", "A1"]],
  ["digits among other characters by their code", ["A", "A B", "A-1", "A1", "A10", "A:", "AB", "Aa"]],
  ["capitals first", ["PKG-2", "PKG-10", "pkg-1"]],
  ["other digits as text", ["A7", "A٧", "A٧٧", "A７"]],
  ["by code points and not by halves of them", ["A\uD7FF", "A\uE000", "A\uFFFD", "A\u{10000}", "A🚚"]],
])("names are put in order: %s", (_, names) => {
  expect(sorted([...names].reverse())).toEqual(names);
});

/** The rule in words, slowly: runs of digits by value, other text by code points, then zeros from the left. */
function compare(a: string, b: string): number {
  const parts = (name: string) => name.match(/[0-9]+|[^0-9]/gu) ?? [];
  const [as, bs] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(as.length, bs.length); i += 1) {
    const [x = "", y = ""] = [as[i], bs[i]];
    const areNumbers = /^[0-9]/.test(x) && /^[0-9]/.test(y);
    const order = areNumbers ? Number(BigInt(x) - BigInt(y)) : (x.codePointAt(0) ?? 0) - (y.codePointAt(0) ?? 0);
    if (order !== 0) return order;
  }
  const differing = as.findIndex((part, i) => part.length !== bs[i]?.length);
  return as.length - bs.length || (as[differing]?.length ?? 0) - (bs[differing]?.length ?? 0);
}

test("keys order any two names as the rule in words does, and differ where the names do", () => {
  const name = fc.string({ unit: fc.constantFrom(..."0012-Aa \u00E9\uE000🚚"), maxLength: 8 });
  fc.assert(
    fc.property(name, name, (a, b) => {
      const [x, y] = [naturalKey(a), naturalKey(b)];
      expect(Math.sign(x < y ? -1 : x > y ? 1 : 0)).toBe(Math.sign(compare(a, b)));
    }),
    { numRuns: 3_000 },
  );
});
