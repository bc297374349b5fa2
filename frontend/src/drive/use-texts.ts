import { createContext, useContext } from "react";
import type { DriveMessages } from "./messages/en";
import type { ShownTimes } from "./shown-times";

/** The words and times of the driver's language. */
export interface Texts {
  readonly texts: DriveMessages;
  readonly times: ShownTimes;
}

export const TextsContext = createContext<Texts | null>(null);

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error("The texts are not loaded.");
  return texts;
}
