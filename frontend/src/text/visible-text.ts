/** Invisible characters that belong where they stand: they shape letters, or join emoji. */
const JOINING =
  "\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Nkoo}\\p{scx=Mong}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}" +
  "\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}";
const LETTER = `(?=[\\p{L}\\p{M}])[${JOINING}]`;
const EMOJI = "\\p{Extended_Pictographic}\\uFE0F?\\p{EMod}?";
const BELONGS = [
  `(?<=${LETTER})[\\u200C\\u200D](?=${LETTER})`,
  `(?<=${EMOJI})\\u200D(?=\\p{Extended_Pictographic})`,
  "(?<=\\p{Extended_Pictographic})[\\uFE0E\\uFE0F]",
  "(?<=[0-9#*])\\uFE0F(?=\\u20E3)",
  "(?<=\\p{sc=Han})[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]",
  "(?<=\\p{sc=Mong})[\\u180B-\\u180D\\u180F]",
  // Signs that stand before Arabic, Syriac and Kaithi numbers are format characters, but seen.
  "[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}]",
  // The flags of England, Scotland and Wales.
  "\\u{1F3F4}\\u{E0067}\\u{E0062}(?:\\u{E0065}\\u{E006E}\\u{E0067}|\\u{E0073}\\u{E0063}\\u{E0074}|\\u{E0077}\\u{E006C}\\u{E0073})\\u{E007F}",
].join("|");

/** Nothing on the screen, or what turns or ends the text around it; Braille, musical and hieroglyphic blanks are letters. */
const INVISIBLE = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{DI}\\u2800\\uFFFC\\u{1D159}\\u{13441}\\u{13442}]";
/** Spaces that cannot be counted, or are hardly seen. */
const SPACES = "^\\p{Zs}+|\\p{Zs}+$|\\p{Zs}{2,}|[\\u1680\\u2000-\\u200A\\u202F\\u205F]";
/** A name must not look like another one with a stand-in. */
const LIKE_STAND_IN = "⟨(?=U\\+)";

const PLAIN = /^[!-~]+( [!-~]+)*$/;
const ODD = new RegExp(`(${BELONGS})|${INVISIBLE}|${SPACES}|${LIKE_STAND_IN}`, "gu");

/** Return whether the text is of printable ASCII characters and single spaces, as nearly every name is. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * Return a name that somebody else chose as it can be shown: what is invisible in it, or turns the text around, has a
 * stand-in such as `⟨U+202E⟩`. Names that differ are shown differently, but for letters that look alike.
 */
export function visibleText(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(ODD, (odd: string, belongs: string | undefined) => belongs ?? Array.from(odd, standIn).join(""));
}

/** Return the name as a canvas can draw it, which has no element that keeps the name's direction to itself. */
export function isolatedText(text: string): string {
  return `\u2068${visibleText(text)}\u2069`;
}

function standIn(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
