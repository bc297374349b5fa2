import { type ReactNode, useContext } from "react";
import { useMessages } from "../../messages/use-messages";
import { SingleKeysContext } from "../../ui/use-shortcuts";
import styles from "./map-tools.module.css";

interface ToolButtonProps {
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut?: string;
  /** Whether it is on; absent for what is done once. */
  readonly isPressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button of the map, with its key in the tooltip while single keys act. */
export function ToolButton({ label, shortcut, isPressed, onClick, children }: ToolButtonProps) {
  const { withKey } = useMessages().mapTools;
  const hasKeys = useContext(SingleKeysContext);
  return (
    <button
      type="button"
      className={styles["tool"]}
      aria-label={label}
      aria-pressed={isPressed}
      aria-keyshortcuts={hasKeys ? shortcut : undefined}
      title={hasKeys && shortcut !== undefined ? withKey(label, shortcut) : label}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
