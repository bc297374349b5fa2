import { type FormEvent, useState } from "react";
import { SIGN_IN_WORDS } from "./sign-in-words";

interface SignInProps {
  /** Returns what went wrong, or null. */
  readonly onSignIn: (key: string) => Promise<string | null>;
  readonly onDone: () => Promise<void>;
}

/** Asks for a key; the server keeps it in a cookie that no script can read, and this page keeps nothing. */
export function SignIn({ onSignIn, onDone }: SignInProps) {
  const [key, setKey] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const refusal = await onSignIn(key.trim());
    setProblem(refusal);
    setBusy(false);
    if (refusal === null) await onDone();
  };

  return (
    <main className="sign-in">
      <form className="sign-in__form" onSubmit={submit}>
        <h1>{SIGN_IN_WORDS.title}</h1>
        <label htmlFor="sign-in-key">{SIGN_IN_WORDS.key}</label>
        <input
          id="sign-in-key"
          className="sign-in__key"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          required
          value={key}
          aria-describedby="sign-in-hint"
          onChange={(event) => setKey(event.target.value)}
        />
        <p id="sign-in-hint" className="sign-in__hint">
          {SIGN_IN_WORDS.hint}
        </p>
        {problem !== null && (
          <p className="sign-in__problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="button button--main" disabled={isBusy}>
          {SIGN_IN_WORDS.submit}
        </button>
      </form>
    </main>
  );
}
