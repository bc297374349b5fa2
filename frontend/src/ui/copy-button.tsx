import { useEffect, useState } from "react";
import { useMessages } from "../messages/use-messages";
import { IconButton } from "./icon-button";
import { CheckIcon, CopyIcon } from "./icons";

const SHOWN_MS = 1_500;

/** Copies `text` and says so for a moment; hidden where the browser keeps the clipboard to itself. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const messages = useMessages();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  // Pages from other hosts over plain HTTP have no clipboard.
  if (!navigator.clipboard) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  return (
    <IconButton label={isCopied ? messages.copied : label} onClick={copy}>
      {isCopied ? <CheckIcon /> : <CopyIcon />}
    </IconButton>
  );
}
