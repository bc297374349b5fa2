import { useBoard } from "./use-board";

/** Says so when the table of deliveries is not live. */
export function BoardNotice({ words, className }: { readonly words: string; readonly className: string | undefined }) {
  const { status } = useBoard().connection;
  if (status !== "reconnecting" && status !== "offline") return null;
  return (
    <p className={className} role="status">
      {words}
    </p>
  );
}
