import type { DriveMessages } from "./en";

/** Each language by its own name. */
export const LANGUAGE_NAMES = { en: "English", de: "Deutsch", fr: "Français", es: "Español" } as const;

export type Language = keyof typeof LANGUAGE_NAMES;

const LOADERS: Readonly<Record<Language, () => Promise<DriveMessages>>> = {
  en: async () => (await import("./en")).en,
  de: async () => (await import("./de")).de,
  fr: async () => (await import("./fr")).fr,
  es: async () => (await import("./es")).es,
};

/** Return the texts of a language; each is a file of its own, since a driver reads one. */
export function loadLanguage(language: Language): Promise<DriveMessages> {
  return LOADERS[language]();
}

/** Return the first of the wanted languages that the page has, by what stands before their regions, or English. */
export function chosenLanguage(wanted: readonly string[]): Language {
  return wanted.map((tag) => tag.split("-", 1)[0]?.toLowerCase()).find(isLanguage) ?? "en";
}

export function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(LANGUAGE_NAMES, tag);
}
