import { useMessages } from "../../messages/use-messages";
import { PinIcon, SearchIcon } from "../../ui/icons";
import { Name } from "../../ui/name";
import { optionText } from "./place-option-text";
import type { PlaceResults } from "./place-search";
import styles from "./place-search.module.css";

export const LIST_ID = "place-results";

export function optionId(index: number): string {
  return `${LIST_ID}-${index}`;
}

interface PlaceResultsProps {
  readonly results: PlaceResults;
  /** The option that the keyboard is at, or -1. */
  readonly active: number;
  readonly onChoose: (index: number) => void;
}

/** The places that a text may mean; the last option asks the geocoder. */
export function PlaceResultList({ results, active, onChoose }: PlaceResultsProps) {
  const messages = useMessages();
  const text = messages.places;
  const { hits, geocoder, credits, problem } = results;
  const labels = hits.map((hit) => ({ label: optionText(hit, messages), note: hit.note ?? null }));
  const offer = geocoder === null ? [] : [{ label: text.searchAddresses(geocoder), note: null }];
  const options = [...labels, ...offer];
  return (
    <section className={styles["results"]} aria-label={text.title}>
      <h2 className={styles["title"]}>{text.title}</h2>
      {options.length > 0 && (
        <div id={LIST_ID} role="listbox" tabIndex={-1} className={styles["options"]} aria-label={text.title}>
          {options.map(({ label, note }, index) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: two places may have one name, and options keep no state
              key={index}
              type="button"
              role="option"
              id={optionId(index)}
              className={index === active ? `${styles["option"]} ${styles["active"]}` : styles["option"]}
              tabIndex={-1}
              aria-selected={index === active}
              onClick={() => onChoose(index)}
            >
              {index < hits.length ? <PinIcon /> : <SearchIcon />}
              <span>
                <Name>{label}</Name>
                {note !== null && <small>{note}</small>}
              </span>
            </button>
          ))}
        </div>
      )}
      {problem !== null && <p className={styles["problem"]}>{problem}</p>}
      {credits.length > 0 && <p className={styles["credits"]}>{credits.join(" · ")}</p>}
    </section>
  );
}
