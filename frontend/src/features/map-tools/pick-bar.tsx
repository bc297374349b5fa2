import { useMessages } from "../../messages/use-messages";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import styles from "./map-tools.module.css";

interface PickBarProps {
  readonly onCentre: () => void;
  readonly onCancel: () => void;
}

/** Says how to choose a place on the map, and offers the middle of it. */
export function PickBar({ onCentre, onCancel }: PickBarProps) {
  const text = useMessages().places;
  return (
    <section className={styles["bar"]} aria-label={text.point}>
      <p className={styles["words"]} role="status">
        {text.pick}
      </p>
      <button type="button" className="button button--main" onClick={onCentre}>
        {text.takeCentre}
      </button>
      <IconButton label={text.cancel} onClick={onCancel}>
        <CloseIcon />
      </IconButton>
    </section>
  );
}
