import type { Store } from "./spare-store";

/** What the link of a driver gives the page: a key, or, where the server requires none, the driver alone. */
export type Link = { readonly key: string } | { readonly driverId: string };

const KEY = /^trk_[\x21-\x7e]{1,252}$/;

/** Return what the fragment of an address names, such as `#key=trk_…`, or null. */
export function linkIn(fragment: string): Link | null {
  const named = new URLSearchParams(fragment.replace(/^#/, ""));
  const [key, driverId] = [named.get("key")?.trim(), named.get("driver")?.trim()];
  if (key) return { key };
  return driverId ? { driverId } : null;
}

/** Return what a person pasted: a whole link, its fragment or the bare key; null for anything else. */
export function pastedLink(text: string): Link | null {
  const pasted = text.trim();
  if (KEY.test(pasted)) return { key: pasted };
  const start = pasted.indexOf("#");
  return start < 0 ? null : linkIn(pasted.slice(start));
}

/**
 * Keep a link and forget whose page this was; what that driver had to send stays in a store of its own. Return whether it is
 * another link than the one that was kept.
 */
export async function keepLink(base: Pick<Store, "get" | "set" | "drop">, link: Link): Promise<boolean> {
  const [key, driverId] = [await base.get("key"), await base.get("driverId")];
  if ("key" in link) {
    if (key === link.key) return false;
    await base.set("key", link.key);
    await base.drop("driverId");
  } else {
    if (key === undefined && driverId === link.driverId) return false;
    await base.drop("key");
    await base.set("driverId", link.driverId);
  }
  for (const told of ["hasDevice", "intervalS"] as const) await base.drop(told);
  return true;
}
