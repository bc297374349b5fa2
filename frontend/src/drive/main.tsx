import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { DrivePage } from "./drive-page";
import { Driver } from "./driver";
import { linkIn } from "./link";
import "./index.css";

const link = linkIn(location.hash);
// The key leaves the address before anything else: history, screenshots and shared addresses must not hold it.
if (link !== null) history.replaceState(null, "", location.pathname);

const driver = new Driver();
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <DrivePage driver={driver} />
    </StrictMode>,
  );
}
void driver.open(link);
if ("serviceWorker" in navigator && import.meta.env.PROD) {
  void navigator.serviceWorker.register("drive-worker.js", { scope: "drive" }).catch(() => {});
}
