import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { DrivePage } from "./drive-page";
import { Driver } from "./driver";
import { type Link, linkIn } from "./link";
import "./index.css";

/** Return the link in the address. The key leaves the address at once: history and screenshots must not hold it. */
function takenLink(): Link | null {
  const link = linkIn(location.hash);
  if (link !== null) history.replaceState(null, "", location.pathname);
  return link;
}

const driver = new Driver();
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <DrivePage driver={driver} />
    </StrictMode>,
  );
}
void driver.open(takenLink());
window.addEventListener("hashchange", () => {
  const link = takenLink();
  if (link !== null) void driver.openLink(link);
});
if ("serviceWorker" in navigator && import.meta.env.PROD) {
  void navigator.serviceWorker.register("drive-worker.js", { scope: "drive" }).catch(() => {});
}
