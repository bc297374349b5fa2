import { en } from "./en";

/** What every language of the dashboard says. */
export type Messages = typeof en;

const LANGUAGES = { en } satisfies Readonly<Record<string, Messages>>;

export type Language = keyof typeof LANGUAGES;

export function messagesOf(language: Language): Messages {
  return LANGUAGES[language];
}

/** Return the first of the wanted languages that the page has, by what stands before their regions, or English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  return firstKnown(wanted, Object.keys(LANGUAGES) as Language[]) ?? "en";
}

/** Return the first wanted language that is known, else undefined: for fr-CA also fr. */
export function firstKnown<L extends string>(wanted: readonly string[], known: readonly L[]): L | undefined {
  return wanted
    .flatMap((tag) => [tag, tag.split("-", 1)[0]])
    .map((tag) => known.find((language) => language.toLowerCase() === tag?.toLowerCase()))
    .find((language) => language !== undefined);
}
