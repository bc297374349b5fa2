// Returns what a reader cannot read or reach in the page as it is now, one sentence each.
() => {
  const faults = new Set();
  const CONTROLS = "button, a[href], select, input, summary";
  // What lies over the map; each needs a place of its own.
  const PIECES =
    ".legend, .pill, .stage fieldset, .stage section section, [role=status]:not(.visually-hidden), .stage > section:not(.map-view), .empty-fleet, .panel, " +
    ".map-view__notice, .leaflet-control-attribution, .leaflet-control-scale";
  // Names come from devices and may be longer than any screen; a tooltip or the card shows them whole.
  const NAMES = ".row__name, .row__driver, .head__name, .chip, .selected-marker__label, .place-pin__label, .search";
  const nameOf = (element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} "${(
      element.getAttribute("aria-label") ?? element.textContent
    ).trim().slice(0, 40)}"`;
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest(".visually-hidden, [inert]") === null;

  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) faults.add(`the page is ${page.scrollWidth} px wide`);

  /** Return the part of a box that no ancestor clips, and whether one that does not scroll clips it. */
  const clip = (element, box) => {
    let { left, top, right, bottom } = box;
    let isCut = false;
    for (let parent = element; parent !== null && parent !== page; parent = parent.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(parent);
      const edge = parent.getBoundingClientRect();
      if (parent !== document.body && overflowX !== "visible") {
        if (overflowX !== "auto" && overflowX !== "scroll") isCut ||= left < edge.left - 1 || right > edge.right + 1;
        [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      }
      if (parent !== document.body && overflowY !== "visible") {
        if (overflowY !== "auto" && overflowY !== "scroll") isCut ||= top < edge.top - 1 || bottom > edge.bottom + 1;
        [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      }
      if (position === "fixed") break;
    }
    return { left, top, right, bottom, isCut };
  };

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === "" || !isShown(element) || element.closest(`${NAMES}, option, noscript, .leaflet-pane`)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (clip(element, box).isCut) faults.add(`cut: ${nameOf(element)}`);
      if (box.left < -1 || box.right > innerWidth + 1) faults.add(`beyond the edge: ${nameOf(element)}`);
    }
  }

  const modal = document.querySelector("dialog[open]");
  const top = modal ?? document.querySelector("[role=dialog]");
  const card = document.querySelector(".panel");
  for (const control of (top ?? document).querySelectorAll(CONTROLS)) {
    // A sheet over the list, and a menu over the page, hide what is below them.
    if (!isShown(control) || (card !== null && control.closest(".list-area, .legend") !== null && innerWidth < 48 * rem())) continue;
    const box = clip(control, control.getBoundingClientRect());
    if (box.right - box.left < 8 || box.bottom - box.top < 8) continue;
    const [inX, inY] = [(box.right - box.left) / 5, (box.bottom - box.top) / 5];
    for (const [x, y] of [
      [box.left + inX, box.top + inY],
      [box.right - inX, box.top + inY],
      [box.left + inX, box.bottom - inY],
      [box.right - inX, box.bottom - inY],
    ]) {
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const hit = document.elementFromPoint(x, y);
      const isIts = hit === null || (control.contains(hit) || hit.contains(control) || hit.closest("label")?.contains(control));
      if (!isIts) faults.add(`${nameOf(control)} is below ${nameOf(hit)}`);
    }
  }

  const pieces = top === null ? [...document.querySelectorAll(PIECES)].filter(isShown) : [];
  for (const [at, one] of pieces.entries())
    for (const other of pieces.slice(at + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const [a, b] = [one, other].map((piece) => clip(piece, piece.getBoundingClientRect()));
      const isOver = a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
      if (isOver) faults.add(`${nameOf(one)} and ${nameOf(other)} overlap`);
    }
  return [...faults];

  function rem() {
    return Number.parseFloat(getComputedStyle(page).fontSize);
  }
}
