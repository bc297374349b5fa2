/**
 * Whether this browser may ask tile.openstreetmap.org.
 *
 * The policy of a page is fixed with its header, so the server must know the choice when it sends the page: a cookie,
 * which web/pages/base_maps.py reads.
 */
const COOKIE = "tracker-base-map";
const KEPT_S = 365 * 86_400;

/** Whether a choice would reach the server. */
export function canRememberOsm(): boolean {
  return navigator.cookieEnabled;
}

/** Permit openstreetmap.org to pages that are loaded from now on. */
export function permitOsm(): void {
  writeCookie("osm", KEPT_S);
}

/** Withdraw that permission from pages that are loaded from now on. */
export function forbidOsm(): void {
  writeCookie("", 0);
}

function writeCookie(value: string, maxAgeS: number): void {
  // A proxy may serve the tracker below a path.
  const { pathname, protocol } = new URL(".", location.href);
  const secure = protocol === "https:" ? "; Secure" : "";
  // Lax, since a link in a mail must not lose the choice; the cookie protects nothing.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in some browsers and on plain HTTP
  document.cookie = `${COOKIE}=${value}; Path=${pathname}; Max-Age=${maxAgeS}; SameSite=Lax${secure}`;
}
