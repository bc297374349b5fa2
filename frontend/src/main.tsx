import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { ErrorBoundary } from "./app/error-boundary";
import { Failed } from "./app/failed";
import { openerOfStreams } from "./live/shared-stream";
import { Tracker } from "./live/tracker";
import { TrackerContext } from "./live/use-tracker";
import { WORDS } from "./ui/words";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <TrackerContext value={new Tracker(openerOfStreams())}>
      <ErrorBoundary fallback={<Failed words={WORDS.appFailed} />}>
        <App />
      </ErrorBoundary>
    </TrackerContext>
  </StrictMode>,
);
