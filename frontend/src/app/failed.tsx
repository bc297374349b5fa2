import { WORDS } from "../ui/words";

/** Stands where a part of the page failed: says so, and offers what mends most. */
export function Failed({ words }: { readonly words: string }) {
  return (
    <div className="failed" role="alert">
      <p>{words}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {WORDS.reload}
      </button>
    </div>
  );
}
