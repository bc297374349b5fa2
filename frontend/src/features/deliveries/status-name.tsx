import type { Delivery, DeliveryStatus } from "../../api/types";
import { hasEnded } from "../../deliveries/delivery-order";
import { useMessages } from "../../messages/use-messages";
import styles from "./status-name.module.css";

/** A status with a mark whose shape and colour tell it, too. */
export function StatusName({ status }: { readonly status: DeliveryStatus }) {
  const text = useMessages().deliveries;
  return (
    <span className={styles["status"]} data-status={status}>
      {text.status[status]}
    </span>
  );
}

/** Whether an open delivery is likely to miss its window. */
export function RiskMark({ delivery }: { readonly delivery: Delivery }) {
  const text = useMessages().deliveries;
  const risk = delivery.progress?.risk;
  if (risk === undefined || hasEnded(delivery)) return null;
  return (
    <span className={styles["risk"]} data-risk={risk}>
      {text.risk[risk]}
    </span>
  );
}
