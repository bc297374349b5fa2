import { type FormEvent, useState } from "react";
import { useMessages } from "../../messages/use-messages";

interface SignInProps {
  /** Returns what went wrong, or null. */
  readonly onSignIn: (key: string) => Promise<string | null>;
  readonly onDone: () => Promise<void>;
}

/** Asks for a key; the server keeps it in a cookie that no script can read, and this page keeps nothing. */
export function SignIn({ onSignIn, onDone }: SignInProps) {
  const { product, signIn: text } = useMessages();
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
        <h1>{product}</h1>
        <label htmlFor="sign-in-key">{text.key}</label>
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
          {text.hint}
        </p>
        {problem !== null && (
          <p className="sign-in__problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="button button--main" disabled={isBusy}>
          {text.submit}
        </button>
      </form>
    </main>
  );
}
