import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { Tracker } from "./live/tracker";
import { TrackerContext } from "./live/use-tracker";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <TrackerContext value={new Tracker((url) => new EventSource(url))}>
      <App />
    </TrackerContext>
  </StrictMode>,
);
