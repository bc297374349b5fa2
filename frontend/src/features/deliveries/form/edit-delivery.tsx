import { useState } from "react";
import type { DeliveriesApi } from "../../../api/deliveries";
import type { Delivery } from "../../../api/types";
import { changeOf, type DeliveryDraft, draftOf, type Meanwhile, mergeDrafts } from "../../../deliveries/delivery-draft";
import { readerZone } from "../../../deliveries/delivery-words";
import { useMessages } from "../../../messages/use-messages";
import { visibleText } from "../../../text/visible-text";
import { formatPlace } from "../../../ui/format";
import styles from "./delivery-form.module.css";
import { FormFrame } from "./form-frame";
import type { FormParts } from "./form-parts";
import { PlanFields } from "./plan-fields";
import { useDraft } from "./use-draft";

interface EditDeliveryProps {
  /** As it is when the form opens; what changes later is met when the form is sent. */
  readonly delivery: Delivery;
  readonly api: DeliveriesApi;
  readonly parts: FormParts;
  readonly nowS: number;
  readonly onDone: (shipmentId: string, said: string) => void;
  readonly onClose: () => void;
}

/** What others changed, with both values of each field. */
interface Clash {
  readonly meanwhile: readonly Meanwhile[];
  readonly before: DeliveryDraft;
  readonly now: Delivery;
}

/** Changes the plan of a delivery, and only the version of it that the person saw. */
export function EditDelivery({ delivery, api, parts, nowS, onDone, onClose }: EditDeliveryProps) {
  const text = useMessages().deliveries.form;
  const [seen, setSeen] = useState(delivery);
  const [clash, setClash] = useState<Clash | null>(null);
  const form = useDraft(draftOf(delivery, readerZone()));
  const { shipmentId } = delivery;
  const name = visibleText(shipmentId);
  const meet = (now: Delivery) => {
    const theirs = draftOf(now, readerZone());
    const { draft, meanwhile } = mergeDrafts(form.base, form.draft, theirs);
    setClash({ meanwhile, before: form.base, now });
    setSeen(now);
    form.rebase(theirs, draft);
  };
  const save = async () => {
    if (!form.isDirty) return onClose();
    let hasChanged = false;
    const decision = await form.submit(async (plan, key) => {
      const change = changeOf(form.base, form.draft, plan);
      const outcome = await api.change(shipmentId, change, seen.planRevision, `${key}-${seen.planRevision}`);
      hasChanged = outcome.problem?.code === "version_mismatch";
      return outcome;
    });
    if (decision !== null) return onDone(shipmentId, decision.isPending ? text.pending(name) : text.saved(name));
    if (!hasChanged) return undefined;
    const { data } = await api.show(shipmentId, new AbortController().signal);
    if (data !== null) meet(data);
    return undefined;
  };
  return (
    <FormFrame
      title={text.edit(name)}
      submitLabel={text.save}
      form={form}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {clash !== null && <ChangedMeanwhile {...clash} />}
      <PlanFields form={form} parts={parts} nowS={nowS} />
    </FormFrame>
  );
}

/** Says what others changed while the form was open. */
function ChangedMeanwhile({ meanwhile, before, now }: Clash) {
  const { deliveries } = useMessages();
  const text = deliveries.form;
  const after = draftOf(now, readerZone());
  return (
    <div className={styles["meanwhile"]} role="alert">
      <h3>{text.meanwhile}</h3>
      {meanwhile.length === 0 && <p>{text.onlyStatus(deliveries.status[now.status])}</p>}
      <ul>
        {meanwhile.map(({ field, isContested }) => (
          <li key={field}>
            <bdi>
              {text.changedTo(
                text.fields[field],
                shownValue(before[field], text.empty),
                shownValue(after[field], text.empty),
              )}
            </bdi>
            {isContested && <strong> {text.contested}</strong>}
          </li>
        ))}
      </ul>
      <p>{text.saveAgain}</p>
    </div>
  );
}

function shownValue(value: DeliveryDraft[keyof DeliveryDraft], empty: string): string {
  if (value === null || value === "") return empty;
  return typeof value === "string" ? visibleText(value) : formatPlace(value.latitude, value.longitude);
}
