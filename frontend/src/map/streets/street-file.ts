/** A street map that the tracker serves. */
export interface StreetFile {
  readonly name: string;
  readonly url: string;
  /** West, south, east and north, in degrees. */
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Whom to credit, as safe HTML. */
  readonly credit: string;
}

/** Return the street maps that the server names in the page. */
export function configuredFiles(): readonly StreetFile[] {
  const metas = document.querySelectorAll<HTMLMetaElement>('meta[name="tracker-map-file"]');
  return [...metas].flatMap(({ content, dataset }) => {
    const [west, south, east, north] = (dataset["bounds"] ?? "").split(",").map(Number);
    const [minZoom, maxZoom] = (dataset["zooms"] ?? "").split(",").map(Number);
    if (west === undefined || south === undefined || east === undefined || north === undefined) return [];
    if (minZoom === undefined || maxZoom === undefined) return [];
    const credit = safeCredit(dataset["attribution"] ?? "");
    return [
      { name: dataset["name"] ?? "", url: content, bounds: [west, south, east, north], minZoom, maxZoom, credit },
    ];
  });
}

/** Return HTML with the text and the web links of `html` and nothing else: a file may come from anywhere. */
export function safeCredit(html: string): string {
  const safe = document.createElement("span");
  const found = new DOMParser().parseFromString(html, "text/html").body;
  for (const node of found.childNodes) {
    const text = node.textContent ?? "";
    const address = node instanceof HTMLAnchorElement ? (node.getAttribute("href") ?? "") : "";
    if (!/^https?:\/\//.test(address)) safe.append(text);
    else {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = text;
      safe.append(link);
    }
  }
  return safe.innerHTML;
}
