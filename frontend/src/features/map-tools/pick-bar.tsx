import { useMessages } from "../../messages/use-messages";
import styles from "./map-tools.module.css";

interface PickBarProps {
  readonly onCentre: () => void;
  readonly onCancel: () => void;
}

/** Says how to choose a place on the map, and offers the middle of it. */
export function PickBar({ onCentre, onCancel }: PickBarProps) {
  const text = useMessages().places;
  return (
    <div className={styles["pick-bar"]}>
      <p role="status">{text.pick}</p>
      <button type="button" className="button button--main" onClick={onCentre}>
        {text.takeCentre}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        {text.cancel}
      </button>
    </div>
  );
}
