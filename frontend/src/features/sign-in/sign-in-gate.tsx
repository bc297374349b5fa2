import { createContext, type ReactNode, useCallback, useEffect, useState } from "react";
import type { Session, SessionApi } from "../../api/session";
import { useConnection } from "../../fleet/use-tracker";
import { useEndOfSkeleton } from "../../ui/use-end-of-skeleton";
import { SignIn } from "./sign-in";

/** Whether this server asks for keys. */
export const AsksForKeysContext = createContext(false);

/** Whether this browser may change deliveries. */
export const MayDispatchContext = createContext(true);

/**
 * Shows its children to whoever may read, and the sign-in to everybody else; asks again at every try to get a lost stream back.
 * Until the first answer it shows nothing, and so leaves the page to the skeleton of index.html.
 */
export function SignInGate({ api, children }: { readonly api: SessionApi; readonly children: ReactNode }) {
  const [session, setSession] = useState<Session | null | "asking">("asking");
  const connection = useConnection();
  const nextTryAt = "nextTryAt" in connection ? connection.nextTryAt : null;
  const ask = useCallback(async () => setSession(await api.show()), [api]);
  // At the start, and each time the connection is refused: the key may have been revoked, or the sign-in be over, also while
  // the page was offline.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another failed try is the reason to ask again
  useEffect(() => {
    void ask();
  }, [ask, nextTryAt]);
  useEndOfSkeleton(session !== "asking");
  if (session === "asking") return null;
  if (session?.required && !session.signedIn) return <SignIn onSignIn={api.signIn} onDone={ask} />;
  return (
    <AsksForKeysContext.Provider value={session?.required ?? false}>
      <MayDispatchContext.Provider value={session?.mayDispatch ?? true}>{children}</MayDispatchContext.Provider>
    </AsksForKeysContext.Provider>
  );
}
