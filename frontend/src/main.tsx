import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createSessionApi } from "./api/session";
import { App } from "./app/app";
import { ErrorBoundary } from "./app/error-boundary";
import { Failed } from "./app/failed";
import { SignInGate } from "./features/sign-in/sign-in-gate";
import { SIGN_IN_WORDS } from "./features/sign-in/sign-in-words";
import { Tracker } from "./fleet/tracker";
import { TrackerContext } from "./fleet/use-tracker";
import { openerOfStreams } from "./stream/shared-stream";
import { WORDS } from "./ui/words";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const tracker = new Tracker(openerOfStreams("tracker-stream"));
// The first answer tells the server's time, long before the first heartbeat does.
const session = createSessionApi(tracker.fetchFrom, SIGN_IN_WORDS.noAnswer);

createRoot(root).render(
  <StrictMode>
    <TrackerContext value={tracker}>
      <ErrorBoundary fallback={<Failed words={WORDS.appFailed} />}>
        <SignInGate api={session}>
          <App />
        </SignInGate>
      </ErrorBoundary>
    </TrackerContext>
  </StrictMode>,
);
