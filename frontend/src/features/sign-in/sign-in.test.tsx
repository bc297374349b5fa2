import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Session } from "../../api/session";
import { MessagesContext } from "../../messages/use-messages";
import { OFFLINE_AFTER_MS } from "../../stream/connection";
import { foreignTexts, PSEUDO } from "../../testing/pseudo-messages";
import { renderWithTracker } from "../../testing/render-with-tracker";
import { SignInGate } from "./sign-in-gate";

const OUT: Session = { required: true, signedIn: false };
const IN: Session = { required: true, signedIn: true, name: "Dave", expiresAt: 9 };

/** A server that knows one key. */
function aServer(session: Session | null) {
  let now = session;
  return {
    show: vi.fn(async () => now),
    signIn: vi.fn(async (key: string) => {
      if (key !== "trk_right") return "This key is not valid.";
      now = IN;
      return null;
    }),
    revoke: () => {
      now = OUT;
    },
  };
}

test("who has not signed in sees the sign-in and, with a key, the fleet", async () => {
  const server = aServer(OUT);
  renderWithTracker(<SignInGate api={server}>the fleet</SignInGate>);
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Your key"), "trk_wrong");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("not valid");
  expect(screen.queryByText("the fleet")).toBeNull();
  await user.clear(screen.getByLabelText("Your key"));
  await user.type(screen.getByLabelText("Your key"), " trk_right ");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByText("the fleet")).toBeVisible();
});

test.each([[{ required: false, signedIn: false }], [IN], [null]])("%o needs no sign-in", async (session) => {
  renderWithTracker(<SignInGate api={aServer(session)}>the fleet</SignInGate>);
  expect(await screen.findByText("the fleet")).toBeVisible();
});

test("a key that is revoked while the page is open brings the sign-in back", async () => {
  const server = aServer(IN);
  const { sources } = renderWithTracker(<SignInGate api={server}>the fleet</SignInGate>, []);
  await screen.findByText("the fleet");
  server.revoke();
  sources.newest.send("bye");
  expect(await screen.findByLabelText("Your key")).toBeVisible();
});

test("a sign-in that ends while the page is offline brings the sign-in back when the server is", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let isAway = false;
  const server = aServer(IN);
  const show = async () => (isAway ? null : server.show());
  const { sources } = renderWithTracker(<SignInGate api={{ ...server, show }}>the fleet</SignInGate>, []);
  await screen.findByText("the fleet");
  isAway = true;
  const lostAt = Date.now();
  while (Date.now() - lostAt < OFFLINE_AFTER_MS) {
    sources.newest.send("error");
    await vi.advanceTimersByTimeAsync(10_000);
  }
  sources.newest.send("error");
  await vi.advanceTimersByTimeAsync(1);
  expect(screen.getByText("the fleet")).toBeVisible();
  isAway = false;
  server.revoke();
  await vi.advanceTimersByTimeAsync(10_000);
  sources.newest.send("error");
  expect(await screen.findByLabelText("Your key")).toBeVisible();
  vi.useRealTimers();
});

test("the sign-in says only what the messages have", async () => {
  renderWithTracker(
    <MessagesContext value={PSEUDO}>
      <SignInGate api={aServer(OUT)}>{null}</SignInGate>
    </MessagesContext>,
  );
  expect(await screen.findByLabelText(PSEUDO.signIn.key)).toBeVisible();
  expect(foreignTexts()).toEqual([]);
});
