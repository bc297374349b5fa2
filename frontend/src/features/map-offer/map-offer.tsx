import { useId, useState } from "react";
import { useMessages } from "../../messages/use-messages";
import styles from "./map-offer.module.css";

const POLICY = "https://operations.osmfoundation.org/policies/tiles/";

interface MapOfferProps {
  readonly onAccept: () => void;
  readonly onRefuse: () => void;
}

/** Offers the streets of openstreetmap.org, and tells what asking for them reveals. */
export function MapOffer({ onAccept, onRefuse }: MapOfferProps) {
  const text = useMessages().mapOffer;
  const [isExplained, setExplained] = useState(false);
  const id = useId();
  return (
    <section className={styles["offer"]} aria-label={text.title}>
      <p>{text.question}</p>
      <div className={styles["actions"]}>
        <button type="button" className="button" onClick={onAccept}>
          {text.accept}
        </button>
        <button type="button" className="button" onClick={onRefuse}>
          {text.refuse}
        </button>
        <button
          type="button"
          className="button"
          aria-expanded={isExplained}
          aria-controls={isExplained ? id : undefined}
          onClick={() => setExplained(!isExplained)}
        >
          {text.explain}
        </button>
      </div>
      {isExplained && (
        <div id={id} className={styles["explanation"]}>
          <ul>
            {text.sent.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
          <a href={POLICY} target="_blank" rel="noreferrer">
            {text.policy}
          </a>
        </div>
      )}
    </section>
  );
}
