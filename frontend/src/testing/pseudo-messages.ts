import { en } from "../messages/en";
import type { Messages } from "../messages/messages";

/** The texts in brackets, so that a text that is not one of them can be told. */
export const PSEUDO: Messages = bracketed(en);

/** Return texts in brackets. */
export function bracketed<T>(value: T): T {
  if (typeof value === "string") return `[!!! ${value} !!!]` as T;
  if (typeof value === "function") return ((...args: unknown[]) => bracketed(value(...args))) as T;
  const entries = Object.entries(value as object).map(([name, text]) => [name, bracketed(text)]);
  return Object.fromEntries(entries);
}

const INNERMOST = /\[!!!(?:(?!\[!!!|!!!\]).)*!!!\]/gs;

/** Return what of a text is not in brackets. */
function withoutBracketed(text: string): string {
  const rest = text.replaceAll(INNERMOST, "");
  return rest === text ? rest : withoutBracketed(rest);
}

const SAID = ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt"];
/** Names from devices, keys of a keyboard, commands, and what Leaflet writes: credits and its scale. */
const NOT_OURS = "bdi, kbd, code, .leaflet-control-attribution, .leaflet-control-scale, .selected-marker";
const LETTER = /\p{L}/u;

/** Return the texts on the page with letters that neither the messages nor `known` have. */
export function foreignTexts(known: readonly string[] = []): readonly string[] {
  const isForeign = (text: string) =>
    LETTER.test(known.reduce((rest, name) => rest.replaceAll(name, ""), withoutBracketed(text)));
  const elements = [...document.body.querySelectorAll("*")].filter((element) => element.closest(NOT_OURS) === null);
  const attributes = elements.flatMap((element) => SAID.map((name) => element.getAttribute(name) ?? ""));
  const nodes = elements.flatMap((element) => [...element.childNodes]);
  const texts = nodes.filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent ?? "");
  return [...attributes, ...texts].filter(isForeign);
}
