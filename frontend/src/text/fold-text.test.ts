import { describe, expect, test } from "vitest";
import { foldText, searchText } from "./fold-text";

describe("text folded for a search", () => {
  test.each([
    ["case", "PKG-É", "pkg-é"],
    ["composed and decomposed", "café", "cafe\u0301"],
    ["marks in another order", "q\u0307\u0323", "q\u0323\u0307"],
    ["a sign and its letter", "5 \u2126", "5 Ω"],
    ["sharp s", "STRASSE", "straße"],
    ["capital sharp s", "STRA\u1E9EE", "strasse"],
    ["the sigma at the end of a word", "ΟΔΟΣ", "οδοσ"],
    ["Cyrillic", "ПОСЫЛКА", "посылка"],
    ["Turkish dotted I and what it is in small", "İ", "i\u0307"],
    ["letters beyond U+FFFF", "𐐀", "𐐨"],
  ])("is the same whatever the %s", (_, a, b) => {
    expect(foldText(a)).toBe(foldText(b));
  });

  test.each([
    ["diacritics", "cafe", "café"],
    ["dotless i", "i", "ı"],
    ["full-width digits", "7", "７"],
  ])("keeps %s", (_, a, b) => {
    expect(foldText(a)).not.toBe(foldText(b));
  });

  test("of a name with invisible characters has what is seen of it, too", () => {
    const text = searchText("PKG-\u202Egpj", "Ann");
    for (const wanted of ["pkg-\u202Egpj", "⟨u+202e⟩gpj", "u+202e", "ann"]) expect(text).toContain(foldText(wanted));
    expect(searchText("PKG-1", "Ann")).toBe("pkg-1 ann");
  });
});
