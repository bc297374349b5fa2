import type { AlertLine } from "../../deliveries/alert-lines";
import type { Acts } from "./use-acts";

/** What the list, its lines and their alerts share. */
export interface AlertListProps {
  readonly lines: readonly AlertLine[];
  /** The key of the open line. */
  readonly open: string | null;
  readonly onOpen: (key: string | null) => void;
  readonly nowS: number;
  /** Null where this browser may only read. */
  readonly acts: Acts | null;
  readonly snoozeS: number;
  readonly onOpenDelivery: (shipmentId: string) => void;
  readonly onOpenDriver: (driverId: string) => void;
}
