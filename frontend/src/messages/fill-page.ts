import type { Messages } from "./messages";

const PLACEHOLDER = /\[\[([\w.]+)\]\]/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Return a page with `[[page.late]]` replaced by the text of that name. Throws for a name that is no text. */
export function fillPage(html: string, messages: Messages): string {
  return html.replaceAll(PLACEHOLDER, (_, path: string) => {
    const text = path.split(".").reduce<unknown>((found, name) => (found as Record<string, unknown>)?.[name], messages);
    if (typeof text !== "string")
      throw new Error(`index.html names the text ${path}, which src/messages does not have`);
    return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
  });
}
