import { type FormEvent, useState } from "react";
import type { Driver } from "./driver";
import { pastedLink } from "./link";
import { useTexts } from "./use-texts";

/** Asks for the link: an installed page on an iPhone has a store of its own, and does not know the browser's. */
export function NoLink({ driver }: { readonly driver: Driver }) {
  const { texts } = useTexts();
  const [isWrong, setWrong] = useState(false);
  const open = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const link = pastedLink(String(new FormData(event.currentTarget).get("link") ?? ""));
    if (link === null) setWrong(true);
    else await driver.openLink(link);
  };
  return (
    <form className="card" onSubmit={open}>
      <h2 className="card__title">{texts.noLink.title}</h2>
      <p>{texts.noLink.text}</p>
      <label className="field">
        {texts.noLink.label}
        <input
          className="field__input"
          name="link"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={isWrong}
        />
      </label>
      {isWrong && (
        <p className="problem" role="alert">
          {texts.noLink.wrong}
        </p>
      )}
      <button type="submit" className="button button--main">
        {texts.noLink.open}
      </button>
    </form>
  );
}
