import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { DevicesApi, NewCredential } from "../../api/devices";
import { renderWithTracker } from "../../testing/render-with-tracker";
import { SetupPage } from "./setup-page";

afterEach(cleanup);

test("a link that is too long for a code is shown without one", () => {
  const setup = { app: "overland", address: "https://a.example", steps: [], link: "overland://long", warnings: [] };
  renderWithTracker(
    <SetupPage
      deviceId="phone-1"
      credential={{ setup } as NewCredential}
      seenAtS={0}
      api={{ show: () => new Promise(() => {}) } as unknown as DevicesApi}
      now={Date.now}
      onReceived={() => {}}
      onAgain={() => {}}
      onClose={() => {}}
    />,
  );
  expect(screen.getByText("overland://long")).toBeVisible();
  expect(screen.queryByRole("img")).toBeNull();
});
