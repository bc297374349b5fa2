import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApiClient } from "./api/client";
import { createDemoApi } from "./api/demo";
import { createSessionApi } from "./api/session";
import { App } from "./app/app";
import { ErrorBoundary } from "./app/error-boundary";
import { Failed } from "./app/failed";
import { SignInGate } from "./features/sign-in/sign-in-gate";
import { SIGN_IN_WORDS } from "./features/sign-in/sign-in-words";
import { Tracker } from "./fleet/tracker";
import { TrackerContext } from "./fleet/use-tracker";
import { ServerClock } from "./stream/server-clock";
import { openerOfStreams } from "./stream/shared-stream";
import { WORDS } from "./ui/words";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const clock = new ServerClock();
// The first answer tells the server's time, long before the first heartbeat does.
const client = createApiClient({ onServerTime: (unixS) => clock.hint(unixS, performance.now()) });
const tracker = new Tracker({ opener: openerOfStreams("tracker-stream"), client, clock });
const session = createSessionApi(client, SIGN_IN_WORDS.noAnswer);
const demo = createDemoApi(client, WORDS.noAnswer);

createRoot(root).render(
  <StrictMode>
    <TrackerContext value={tracker}>
      <ErrorBoundary fallback={<Failed words={WORDS.appFailed} />}>
        <SignInGate api={session}>
          <App demo={demo} />
        </SignInGate>
      </ErrorBoundary>
    </TrackerContext>
  </StrictMode>,
);
