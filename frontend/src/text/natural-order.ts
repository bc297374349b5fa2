const NUMBER = /[0-9]+/g;
const LEADING_ZEROS = /^0*/;
const HAS_LEADING_ZERO = /(?:^|[^0-9])0/;
const BEYOND_LETTERS = /[\uD800-\uFFFF]/;
const HIGH_CHARACTERS = /([\uE000-\uFFFF])|[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/**
 * Return a key whose plain order is what people expect of names with numbers: PKG-2 before PKG-10.
 *
 * Runs of ASCII digits count by their value, however long, other text by code points; of names that are then equal, the one
 * with fewer leading zeros in the first run that differs comes first. The tracker lists ids in the same order.
 */
export function naturalKey(name: string): string {
  const text = BEYOND_LETTERS.test(name) ? inOrderOfCodePoints(name) : name;
  const key = text.replace(NUMBER, sortableNumber);
  if (!HAS_LEADING_ZERO.test(name)) return key;
  // Zero is less than all that may follow in a name, so what comes after it decides only between equals.
  return `${key}\0${name.match(NUMBER)?.map(leadingZeros).join("")}`;
}

/** Among other characters a number stands where its digits do; among numbers the longer is the larger. */
function sortableNumber(digits: string): string {
  const number = digits.replace(LEADING_ZEROS, "");
  return `0${String.fromCharCode(number.length)}${number}`;
}

function leadingZeros(digits: string): string {
  return String.fromCharCode(LEADING_ZEROS.exec(digits)?.[0].length ?? 0);
}

/** JavaScript compares halves of the characters beyond U+FFFF, which are less than those from U+E000 on. */
function inOrderOfCodePoints(name: string): string {
  return name.replace(HIGH_CHARACTERS, (character, isOfOneHalf) => `${isOfOneHalf ? "\uD800" : "\uD801"}${character}`);
}
