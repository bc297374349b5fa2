import { addressOf } from "../../api/client";
import type { Delivery } from "../../api/types";
import { useMessages } from "../../messages/use-messages";
import styles from "./proof-photos.module.css";

type Proof = NonNullable<NonNullable<Delivery["timeline"]>[number]["proof"]>[number];

export interface ProofPhotosProps {
  readonly shipmentId: string;
  readonly proof: readonly Proof[];
}

/** The photos that prove an outcome, small; each opens in a tab of its own. */
export function ProofPhotos({ shipmentId, proof }: ProofPhotosProps) {
  const text = useMessages().deliveries.card;
  const photos = proof.filter(({ kind }) => kind === "photo");
  if (photos.length === 0) return null;
  return (
    <span className={styles["photos"]}>
      {photos.map(({ ref }, index) => {
        const address = addressOf("/api/deliveries/{id}/photos/{ref}", {}, { id: shipmentId, ref });
        return (
          <a key={ref} href={address} target="_blank" rel="noopener">
            <img src={address} alt={text.photo(index + 1)} loading="lazy" decoding="async" />
          </a>
        );
      })}
    </span>
  );
}
