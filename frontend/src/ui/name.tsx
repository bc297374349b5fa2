import { visibleText } from "../text/visible-text";

/** A name that a device or an address brought: all of it can be seen, and it turns nothing around it. */
export function Name({ children }: { readonly children: string }) {
  return <bdi>{visibleText(children)}</bdi>;
}
