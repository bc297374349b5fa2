import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createSessionApi } from "./api/session";
import { App } from "./app/app";
import { SignInGate } from "./features/sign-in/sign-in-gate";
import { SIGN_IN_WORDS } from "./features/sign-in/sign-in-words";
import { Tracker } from "./live/tracker";
import { TrackerContext } from "./live/use-tracker";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const session = createSessionApi((address, options) => fetch(address, options), SIGN_IN_WORDS.noAnswer);

createRoot(root).render(
  <StrictMode>
    <TrackerContext value={new Tracker((url) => new EventSource(url))}>
      <SignInGate api={session}>
        <App />
      </SignInGate>
    </TrackerContext>
  </StrictMode>,
);
