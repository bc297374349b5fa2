/** A request, as far as the worker judges it. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
}

/**
 * Return the file that answers a request without the network, by its address below the worker's own folder, or null for what
 * only the server may answer: everything that is no file of the page.
 */
export function keptFileFor(asked: Asked, folder: string, files: readonly string[]): string | null {
  if (asked.method !== "GET" || !asked.url.startsWith(folder)) return null;
  const path = asked.url.slice(folder.length).replace(/[?#].*$/, "");
  if (path === "drive") return asked.mode === "navigate" ? "drive" : null;
  return files.includes(path) ? path : null;
}
