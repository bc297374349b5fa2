import { createContext, useContext } from "react";
import { type DeviceMessages, enOfDevices } from "./en-of-devices.ts";
import type { Language } from "./messages";

const LANGUAGES = { en: enOfDevices } satisfies Readonly<Record<Language, DeviceMessages>>;

/** Null: the texts are those of the page's language. */
export const DeviceMessagesContext = createContext<DeviceMessages | null>(null);

/** Return the texts of the area of devices. */
export function useDeviceMessages(): DeviceMessages {
  return useContext(DeviceMessagesContext) ?? messagesOf(document.documentElement.lang);
}

function messagesOf(language: string): DeviceMessages {
  return Object.entries(LANGUAGES).find(([known]) => known === language)?.[1] ?? LANGUAGES.en;
}
