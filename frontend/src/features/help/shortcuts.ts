import type { Messages } from "../../messages/messages";

type Help = Messages["help"];

export interface ShortcutInfo {
  readonly meaning: keyof Help["meanings"];
  /** The keys as their caps show them. */
  readonly keys: (names: Help["keys"]) => string;
  /** Whether it is a single character, which can be switched off. */
  readonly isSingle: boolean;
}

const LIVE: readonly ShortcutInfo[] = [
  single("search", "/"),
  named("walk", ({ up, down }) => `${up} ${down}`),
  named("select", ({ enter }) => enter),
  single("follow", "f"),
  named("deselect", (names) => names.escape),
  single("showFleet", "a"),
  single("clusters", "c"),
  single("trail", "t"),
  single("measure", "m"),
  named("undo", ({ backspace }) => backspace),
  single("locate", "l"),
  single("fullscreen", "w"),
  single("statuses", "1 2 3 4"),
  single("help", "?"),
  named("pan", ({ left, right, up, down }) => `${left} ${right} ${up} ${down}`),
  named("zoom", () => "+ −"),
  named("home", ({ home }) => home),
  named("placeMenu", ({ menu }) => menu),
];
const DELIVERIES: readonly ShortcutInfo[] = [
  single("search", "/"),
  named("walkRows", ({ up, down, pages, home, end }) => `${up} ${down} ${pages} ${home} ${end}`),
  named("selectRow", ({ space }) => space),
  named("selectAll", ({ all }) => all),
  named("openCard", ({ enter }) => enter),
  named("closeCard", (names) => names.escape),
];
const ALERTS: readonly ShortcutInfo[] = [
  named("walkAlerts", ({ up, down }) => `${up} ${down}`),
  named("openAlert", ({ enter }) => enter),
  single("acknowledge", "a"),
  single("snooze", "s"),
];

/** The keys of each area. */
export const SHORTCUTS = [
  ["live", LIVE],
  ["deliveries", DELIVERIES],
  ["alerts", ALERTS],
] as const;

function single(meaning: ShortcutInfo["meaning"], keys: string): ShortcutInfo {
  return { meaning, keys: () => keys, isSingle: true };
}

function named(meaning: ShortcutInfo["meaning"], keys: ShortcutInfo["keys"]): ShortcutInfo {
  return { meaning, keys, isSingle: false };
}
