import type { ReactNode } from "react";

/** What the search field finds beside shipments, and the keys that lead there. */
export interface FoundPlaces {
  /** Stands below the shipments. */
  readonly content: ReactNode;
  readonly isOpen: boolean;
  /** The list of options that the field controls, while there are any. */
  readonly listId: string | undefined;
  readonly activeId: string | undefined;
  /** How many were found, or null while that is not known. */
  readonly count: number | null;
  readonly problem: string | null;
  setText(text: string): void;
  /** Act on a key; returns whether it was for the places. */
  onKey(key: "ArrowDown" | "ArrowUp" | "Enter" | "Escape", hasShipments: boolean): boolean;
}
