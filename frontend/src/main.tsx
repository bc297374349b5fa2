import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApiClient } from "./api/client";
import { createDemoApi } from "./api/demo";
import { createPlaceNamesApi } from "./api/place-names";
import { createPlacesApi } from "./api/places";
import { createSessionApi } from "./api/session";
import { App } from "./app/app";
import { ErrorBoundary } from "./app/error-boundary";
import { Failed } from "./app/failed";
import { SignInGate } from "./features/sign-in/sign-in-gate";
import { Tracker } from "./fleet/tracker";
import { PlaceNamesContext } from "./fleet/use-place-names";
import { TrackerContext } from "./fleet/use-tracker";
import { chooseLanguage, messagesOf } from "./messages/messages";
import { MessagesContext } from "./messages/use-messages";
import type { StreamOpener } from "./stream/change-stream";
import { ServerClock } from "./stream/server-clock";
import { openerOfStreams } from "./stream/shared-stream";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const language = chooseLanguage(navigator.languages);
const messages = messagesOf(language);
document.documentElement.lang = language;
document.title = messages.product;

const clock = new ServerClock();
// The first answer tells the server's time, long before the first heartbeat does.
const client = createApiClient({ onServerTime: (unixS) => clock.hint(unixS, performance.now()) });
const tracker = new Tracker({ opener: openerOfStreams("tracker-stream"), client, clock });
let openerOfDeliveries: StreamOpener | null = null;
const deliveryStreams = () => {
  openerOfDeliveries ??= openerOfStreams("tracker-deliveries");
  return openerOfDeliveries;
};
const session = createSessionApi(client, messages.noAnswer);
const placeNames = createPlaceNamesApi(client);
const demo = createDemoApi(client, messages.noAnswer);
const places = createPlacesApi(client, messages.noAnswer);

createRoot(root).render(
  <StrictMode>
    <MessagesContext value={messages}>
      <TrackerContext value={tracker}>
        <ErrorBoundary fallback={<Failed words={messages.appFailed} />}>
          <SignInGate api={session}>
            <PlaceNamesContext value={placeNames}>
              <App client={client} demo={demo} places={places} deliveryStreams={deliveryStreams} />
            </PlaceNamesContext>
          </SignInGate>
        </ErrorBoundary>
      </TrackerContext>
    </MessagesContext>
  </StrictMode>,
);
