import { useMessages } from "../messages/use-messages";

/** Replaces a part of the page that failed: says so, and offers to reload. */
export function Failed({ words }: { readonly words: string }) {
  const messages = useMessages();
  return (
    <div className="failed" role="alert">
      <p>{words}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {messages.reload}
      </button>
    </div>
  );
}
