import { createContext, useContext, useSyncExternalStore } from "react";
import type { DeliveryBoard } from "./delivery-board";

export const BoardContext = createContext<DeliveryBoard | null>(null);

/** Return the board, and draw the component again whenever it changes. */
export function useBoard(): DeliveryBoard {
  const board = useContext(BoardContext);
  if (board === null) throw new Error("useBoard needs a BoardContext around it");
  useSyncExternalStore(board.subscribe, () => board.version);
  return board;
}
