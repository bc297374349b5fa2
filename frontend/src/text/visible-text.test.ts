import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isolatedText, visibleText } from "./visible-text";

describe("a name from a device", () => {
  test.each([
    ["a reversed end", "PKG-\u202Egpj.exe", "PKG-⟨U+202E⟩gpj.exe"],
    ["an isolate that is never closed", "\u2067PKG", "⟨U+2067⟩PKG"],
    ["a direction mark", "A\u200F1", "A⟨U+200F⟩1"],
    ["a letter mark", "A\u061C1", "A⟨U+061C⟩1"],
    ["a zero-width space", "PKG\u200B1", "PKG⟨U+200B⟩1"],
    ["a word joiner and a byte order mark", "\uFEFFP\u20601", "⟨U+FEFF⟩P⟨U+2060⟩1"],
    ["a soft hyphen", "P\u00AD1", "P⟨U+00AD⟩1"],
    ["control characters", "a\u0000b\tc\u0085", "a⟨U+0000⟩b⟨U+0009⟩c⟨U+0085⟩"],
    ["line separators", "a\u2028b\u2029", "a⟨U+2028⟩b⟨U+2029⟩"],
    ["a lone surrogate", "a\uD83Db", "a⟨U+D83D⟩b"],
    ["blank letters", "\u3164\u115F\u1160\uFFA0\u2800", "⟨U+3164⟩⟨U+115F⟩⟨U+1160⟩⟨U+FFA0⟩⟨U+2800⟩"],
    ["a joiner without anything to join", "PKG\u200D1\u200C", "PKG⟨U+200D⟩1⟨U+200C⟩"],
    ["a variation selector on a letter", "A\uFE0F1\uFE0F", "A⟨U+FE0F⟩1⟨U+FE0F⟩"],
    ["hidden tags", "A\u{E0041}\u{E007F}", "A⟨U+E0041⟩⟨U+E007F⟩"],
    ["hidden variation selectors", "A\u{E0100}", "A⟨U+E0100⟩"],
    ["spaces at the ends", " A ", "⟨U+0020⟩A⟨U+0020⟩"],
    ["more than one space", "A\u00A0 B  C", "A⟨U+00A0⟩⟨U+0020⟩B⟨U+0020⟩⟨U+0020⟩C"],
    ["an invisible space", "A\u200AB", "A⟨U+200A⟩B"],
    ["nothing but spaces", "\u00A0", "⟨U+00A0⟩"],
    ["what looks like a stand-in", "A⟨U+202E⟩", "A⟨U+27E8⟩U+202E⟩"],
  ])("shows %s", (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  test.each([
    ["plain", "PKG-998877"],
    ["German", "Paket Süd-7 ß"],
    ["decomposed", "cafe\u0301"],
    ["Hebrew", "משלוח-7"],
    ["Persian with a non-joiner", "می\u200Cخواهم"],
    ["Arabic with vowel signs", "مُحَمَّد"],
    ["an Arabic number sign", "\u0600١٢"],
    ["Sinhala with a joiner", "ශ්\u200Dරී"],
    ["Bengali with a joiner before the virama", "র\u200D্য"],
    ["Hindi with a non-joiner", "क्\u200Cष"],
    ["Japanese with its wide space", "山田\u3000太郎"],
    ["a Han variant", "葛\u{E0100}城"],
    ["a Mongolian variant", "ᠠ\u180Bᠨ"],
    ["an emoji", "🚚 7"],
    ["a joined emoji", "👩🏽\u200D✈️"],
    ["a joined emoji with a selector", "🏳\uFE0F\u200D🌈"],
    ["a key cap", "7\uFE0F\u20E3"],
    ["the flag of Scotland", "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"],
    ["a brace alone", "⟨7⟩"],
  ])("stays as it is when it is %s", (_, text) => {
    expect(visibleText(text)).toBe(text);
  });

  test("is drawn on a canvas in its own direction, whatever its first letter is", () => {
    expect(isolatedText("\u202Eא-1")).toBe("\u2068⟨U+202E⟩א-1\u2069");
  });

  test("never looks like another name, and never turns its surroundings", () => {
    const odd = fc.constantFrom(..."aא\u202E\u2066\u2069\u200B\u200D⟨U+20E⟩ \u00A0\u3164");
    const name = fc.array(odd, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(visibleText(a)).not.toMatch(/[\u200B\u202A-\u202E\u2066-\u2069\u3164]/);
        expect(visibleText(a) === visibleText(b)).toBe(a === b);
      }),
    );
  });
});
