import { createContext, useContext } from "react";
import { en } from "./en";
import type { Messages } from "./messages";

export const MessagesContext = createContext<Messages>(en);

/** Return the texts of the page in its language. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}
