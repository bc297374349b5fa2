import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { Session, SessionApi } from "../../api/session";
import { useConnection } from "../../live/use-tracker";
import { useEndOfSkeleton } from "../../ui/use-end-of-skeleton";
import { SignIn } from "./sign-in";

/**
 * Shows its children to whoever may read, and the sign-in to everybody else; asks again whenever the stream is lost.
 * Until the first answer it shows nothing, and so leaves the page to the skeleton of index.html.
 */
export function SignInGate({ api, children }: { readonly api: SessionApi; readonly children: ReactNode }) {
  const [session, setSession] = useState<Session | null | "asking">("asking");
  const { status } = useConnection();
  const isLost = status === "reconnecting";
  const ask = useCallback(async () => setSession(await api.show()), [api]);
  // At the start, and each time the connection is lost: the key may have been revoked.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a lost connection is the reason to ask again
  useEffect(() => {
    void ask();
  }, [ask, isLost]);
  useEndOfSkeleton(session !== "asking");
  if (session === "asking") return null;
  if (session?.required && !session.signedIn) return <SignIn onSignIn={api.signIn} onDone={ask} />;
  return children;
}
