import { useId } from "react";
import type { DeliveryDraft, DraftField } from "../../../deliveries/delivery-draft";
import { isZone, readDraft } from "../../../deliveries/delivery-draft";
import { rangeWords, readerZone } from "../../../deliveries/delivery-words";
import { useMessages } from "../../../messages/use-messages";
import styles from "./delivery-form.module.css";
import { DestinationField } from "./destination-field";
import { FormField, TextField } from "./form-field";
import type { FormParts } from "./form-parts";
import type { DraftState } from "./use-draft";

interface PlanFieldsProps {
  readonly form: DraftState;
  readonly parts: FormParts;
  readonly nowS: number;
}

/** The fields of a plan; what a delivery cannot do without comes first. */
export function PlanFields({ form, parts, nowS }: PlanFieldsProps) {
  const text = useMessages().deliveries.form;
  const { draft, change, problems } = form;
  const bind = (field: Exclude<DraftField, "place" | "kind">) => ({
    label: text.fields[field],
    problem: problems[field],
    value: draft[field],
    onChange: (value: string) => change({ [field]: value }),
  });
  return (
    <>
      <DestinationField
        place={draft.place}
        problem={problems.place}
        parts={parts}
        onPlace={(place, address) => change({ place, ...(address === null ? {} : { address }) })}
      />
      <TextField {...bind("address")} />
      <Window form={form} nowS={nowS} bind={bind} />
      <div className={styles["pair"]}>
        <TextField {...bind("driverId")} />
        <TextField {...bind("sequence")} inputMode="numeric" hint={text.sequenceHint} />
      </div>
      <TextField {...bind("recipientName")} />
      <div className={styles["pair"]}>
        <TextField {...bind("recipientPhone")} type="tel" />
        <TextField {...bind("recipientEmail")} type="email" />
      </div>
      <TextField {...bind("reference")} />
      <FormField
        label={text.fields.note}
        problem={problems.note}
        control={(shared) => (
          <textarea {...shared} rows={2} value={draft.note} onChange={({ target }) => change({ note: target.value })} />
        )}
      />
      <details className={styles["more"]}>
        <summary>{text.more}</summary>
        <TextField {...bind("placeName")} />
        <div className={styles["pair"]}>
          <TextField {...bind("radius")} inputMode="decimal" />
          <TextField {...bind("serviceMinutes")} inputMode="decimal" />
        </div>
        <FormField
          label={text.fields.kind}
          problem={problems.kind}
          control={(shared) => (
            <select
              {...shared}
              value={draft.kind}
              onChange={({ target }) => change({ kind: target.value === "pickup" ? "pickup" : "delivery" })}
            >
              <option value="delivery">{text.kinds.delivery}</option>
              <option value="pickup">{text.kinds.pickup}</option>
            </select>
          )}
        />
      </details>
    </>
  );
}

type Bind = (field: "windowStart" | "windowEnd" | "timeZone") => {
  readonly label: string;
  readonly problem: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** The promised time on the clock of the destination. */
function Window({ form, nowS, bind }: { readonly form: DraftState; readonly nowS: number; readonly bind: Bind }) {
  const text = useMessages().deliveries.form;
  const listId = useId();
  const zone = form.draft.timeZone.trim() || readerZone();
  const here = timeHere(form.draft, nowS);
  return (
    <fieldset className={styles["window"]}>
      <legend>{text.window}</legend>
      <div className={styles["pair"]}>
        <TextField {...bind("windowStart")} type="datetime-local" />
        <TextField {...bind("windowEnd")} type="datetime-local" />
      </div>
      <p className={styles["hint"]}>
        {isZone(zone) && text.zoneHint(zone)} {here !== null && text.hereHint(here)}
      </p>
      <TextField {...bind("timeZone")} listId={listId} />
      <datalist id={listId}>
        {Intl.supportedValuesOf("timeZone").map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </fieldset>
  );
}

/** Return the window on the clock of this device where that is another one. */
function timeHere(draft: DeliveryDraft, nowS: number): string | null {
  const here = readerZone();
  if ((draft.timeZone.trim() || here) === here) return null;
  const { plan } = readDraft({ ...draft, place: { latitude: 0, longitude: 0 } }, here);
  const window = plan?.window;
  if (!window) return null;
  return rangeWords(Number(window.start), Number(window.end), here, nowS);
}
