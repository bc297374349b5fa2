import { expect, test } from "vitest";
import { timesIn } from "../shown-times";
import { chosenLanguage, isLanguage, LANGUAGE_NAMES, type Language, loadLanguage } from "./languages";

const SAMPLE = ["1", "2"] as const;
/** Words that two languages share. */
const SHARED = new Set(["GPS", "Link", "Route", "Position", "Note", "Stop", "Photo"]);

/** Return every text by its name; functions with samples put in. */
function textsOf(value: unknown, path = ""): ReadonlyMap<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  if (typeof value === "function") return new Map([[path, value(...SAMPLE) as string]]);
  return new Map(Object.entries(value as object).flatMap(([name, inner]) => [...textsOf(inner, `${path}.${name}`)]));
}

const LANGUAGES = Object.keys(LANGUAGE_NAMES) as Language[];

test.each(LANGUAGES)("%s has every text, with every number in it", async (language) => {
  const [texts, english] = [textsOf(await loadLanguage(language)), textsOf(await loadLanguage("en"))];
  expect([...texts.keys()]).toEqual([...english.keys()]);
  for (const [name, text] of texts) {
    expect(text.trim(), name).not.toBe("");
    for (const sample of SAMPLE) expect(text.includes(sample), name).toBe(english.get(name)?.includes(sample));
  }
});

test.each(LANGUAGES.filter((language) => language !== "en"))("%s says nothing in English", async (language) => {
  const [texts, english] = [textsOf(await loadLanguage(language)), textsOf(await loadLanguage("en"))];
  const same = [...texts].filter(([name, text]) => english.get(name) === text && !SHARED.has(text));
  expect(same).toEqual([]);
});

test("the page speaks the first language of the phone that it has", () => {
  expect(chosenLanguage(["nl", "fr-CA", "de"])).toBe("fr");
  expect(chosenLanguage(["ja"])).toBe("en");
  expect(isLanguage("toString")).toBe(false);
});

test.each(LANGUAGES)("no sentence in %s ends with two full stops after an age", async (language) => {
  const { sharing } = await loadLanguage(language);
  const { age } = timesIn(language);
  for (const words of [sharing.sharingDetail(age(1)), sharing.lostGps(age(90))]) expect(words).not.toContain("..");
});

test.each(LANGUAGES)("%s has one position and two positions", async (language) => {
  const { sharing, notices } = await loadLanguage(language);
  for (const text of [sharing.sending, sharing.kept, notices.rejected]) {
    expect(text("1")).not.toBe(text("2").replace("2", "1"));
  }
});
