import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "./en";
import { fillPage } from "./fill-page";
import { chooseLanguage, firstKnown, type Messages } from "./messages";
import { pluralsOf } from "./plurals";

describe("the language", () => {
  test("is the first wanted one that the page has, with or without its region", () => {
    const known = ["en", "fr", "pt-BR"] as const;
    expect(firstKnown(["fr-CA", "en"], known)).toBe("fr");
    expect(firstKnown(["de", "PT-br", "en"], known)).toBe("pt-BR");
    expect(firstKnown(["de-AT"], known)).toBeUndefined();
  });

  test("is English where the page has none of the wanted ones", () => {
    expect(chooseLanguage(["xx-YY"])).toBe("en");
    expect(chooseLanguage([])).toBe("en");
  });
});

test("a language that lacks a text, or a form of it, does not compile", () => {
  const { product, ...lacking } = en;
  // @ts-expect-error: without the name of the product
  const withoutName: Messages = lacking;
  // @ts-expect-error: a text instead of one for each count
  const withoutCounts: Messages = { ...en, summary: { ...en.summary, moving: "moving" } };
  expect([withoutName, withoutCounts]).not.toContain(product);
});

test("a count has the form that its language has for it", () => {
  const forms = { one: "# przesyłka", few: "# przesyłki", many: "# przesyłek", other: "# przesyłki" };
  const polish = pluralsOf("pl");
  expect([1, 3, 5].map((count) => polish(count, forms))).toEqual(["1 przesyłka", "3 przesyłki", "5 przesyłek"]);
  expect(en.summary.shipments(1_204)).toBe("1,204 shipments");
  expect(en.summary.shown("0", 1)).toBe("0 of 1 shipment shown");
});

describe("index.html", () => {
  const page = readFileSync(join(import.meta.dirname, "../../index.html"), "utf8");

  test("has its texts from the messages", () => {
    const filled = fillPage(page, en);
    expect(filled).toContain(`<title>${en.product}</title>`);
    expect(filled).toContain(en.page.late);
    expect(filled).not.toContain("[[");
  });

  test("holds no text of its own", () => {
    const own = page.replaceAll(/<!--.*?-->|<style>.*?<\/style>|\[\[[\w.]+\]\]/gs, "").replaceAll(/<[^>]*>/g, "");
    expect(own.trim()).toBe("");
    expect(page).toContain('name="description" content="[[page.description]]"');
  });

  test("cannot name a text that the messages lack, and takes every character as text", () => {
    expect(() => fillPage("[[page.nothing]]", en)).toThrow("page.nothing");
    expect(fillPage("[[product]]", { ...en, product: 'a < b & "c"' })).toBe("a &lt; b &amp; &quot;c&quot;");
  });
});
