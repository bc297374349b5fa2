// Runs before the first paint, so that a chosen theme never flashes the other one. The key is use-theme.ts's.
try {
  const theme = localStorage.getItem("tracker.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's theme is used.
}
// What cannot be loaded (a script, which tells nobody but itself: hence the capture), or is not understood by this
// browser, leaves the page empty; skeleton.css then says so.
addEventListener(
  "error",
  (event) => {
    const isOfPage = !(event.target instanceof Element) || event.target.matches("script, link[rel=stylesheet]");
    if (isOfPage && !document.getElementById("root")?.hasChildNodes()) document.documentElement.dataset.broken = "";
  },
  true,
);
