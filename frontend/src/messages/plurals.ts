import { formatCount } from "./numbers.ts";

/** The forms of a text by the plural category of its count; `#` is where the count goes. */
type Forms = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };

/** Return how a language chooses the form of a text that counts something. */
export function pluralsOf(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace("#", formatCount(count));
}
