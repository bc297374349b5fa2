import { isPlain, visibleText } from "./visible-text";

/** Code units that `toLowerCase` alone folds. */
const ASCII = /^[\0-\x7F]*$/;
/** Small dotless i has no capital of its own, so it must not be folded by way of one. */
const FOLDED_BY_CAPITALS = /[^\u0131]+/g;

/** Return the text so that forms of it that read the same are the same: composed, and without case in any language. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  // By way of capitals, since sharp s and the sigma at the end of a word have no other way to their other forms.
  const folded = text.normalize("NFC").replace(FOLDED_BY_CAPITALS, (part) => part.toUpperCase().toLowerCase());
  return folded.replaceAll("ς", "σ").replaceAll("ß", "ss").normalize("NFC");
}

/** Return what a search looks for its words in: the names, and what the screen shows of them where that differs. */
export function searchText(shipmentId: string, driverId: string): string {
  const names = `${shipmentId} ${driverId}`;
  if (isPlain(names)) return names.toLowerCase();
  const shown = `${visibleText(shipmentId)} ${visibleText(driverId)}`;
  return foldText(names === shown ? names : `${names} ${shown}`);
}

/** Return the words of a search, folded; none where nothing is searched for. */
export function searchWords(search: string): readonly string[] {
  return foldText(search)
    .split(/\s+/)
    .filter((word) => word !== "");
}
