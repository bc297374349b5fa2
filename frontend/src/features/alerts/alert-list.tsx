import type { KeyboardEvent } from "react";
import { useMessages } from "../../messages/use-messages";
import { AlertLine } from "./alert-line";
import styles from "./alerts.module.css";
import type { AlertListProps } from "./list-props";

/** The alerts by kind and route. The arrows move between what Enter opens. */
export function AlertList(props: AlertListProps) {
  const text = useMessages().alerts;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-stop]")];
    const holder = document.activeElement?.closest("li")?.querySelector<HTMLElement>("[data-stop]");
    const next = stops[(holder ? stops.indexOf(holder) : -1) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <section aria-label={text.open} onKeyDown={onKeyDown}>
      <ul className={styles["lines"]}>
        {props.lines.map((line) => (
          <AlertLine key={line.key} {...props} line={line} />
        ))}
      </ul>
    </section>
  );
}
