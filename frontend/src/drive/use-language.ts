import { useEffect, useState } from "react";
import type { Driver } from "./driver";
import { chosenLanguage, isLanguage, type Language, loadLanguage } from "./messages/languages";
import { timesIn } from "./shown-times";
import type { Texts } from "./use-texts";

export const RETRY_AFTER_MS = 3_000;

/** The language of the page: what the driver chose, else what the phone speaks. */
export function useLanguage(driver: Driver, isOpen: boolean) {
  const [language, setLanguage] = useState<Language>(() => chosenLanguage(navigator.languages));
  const [loaded, setLoaded] = useState<Texts | null>(null);
  useEffect(() => {
    if (isOpen)
      void driver.language().then((kept) => {
        if (isLanguage(kept)) setLanguage(kept);
      });
  }, [driver, isOpen]);
  useEffect(() => {
    let [isWanted, retry] = [true, 0];
    const load = (): Promise<void> =>
      loadLanguage(language).then(
        (texts) => {
          if (!isWanted) return;
          setLoaded({ texts, times: timesIn(language) });
          document.documentElement.lang = language;
          document.title = texts.title;
        },
        // Without network the language before stays, and a page that has none yet must not stay blank.
        () => {
          if (isWanted) retry = window.setTimeout(load, RETRY_AFTER_MS);
        },
      );
    void load();
    return () => {
      isWanted = false;
      clearTimeout(retry);
    };
  }, [language]);
  const choose = (chosen: Language): void => {
    setLanguage(chosen);
    void driver.setLanguage(chosen);
  };
  return { language, loaded, choose };
}
