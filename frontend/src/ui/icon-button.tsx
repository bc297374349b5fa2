import type { ReactNode } from "react";

interface IconButtonProps {
  /** What it does, for the tooltip and for screen readers. */
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function IconButton({ label, onClick, children }: IconButtonProps) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  );
}
