import { useContext } from "react";
import { SingleKeysContext } from "./use-shortcuts";

interface KeyHintProps {
  readonly children: string;
  readonly className?: string;
}

/** The key of what it stands beside, while single keys act. */
export function KeyHint({ children, className }: KeyHintProps) {
  return useContext(SingleKeysContext) ? <kbd className={className}>{children}</kbd> : null;
}
