import { useState } from "react";
import type { DeliveriesApi } from "../../../api/deliveries";
import { emptyDraft } from "../../../deliveries/delivery-draft";
import { readerZone } from "../../../deliveries/delivery-words";
import { suggestedId } from "../../../deliveries/form-problems";
import { useMessages } from "../../../messages/use-messages";
import { visibleText } from "../../../text/visible-text";
import { TextField } from "./form-field";
import { FormFrame } from "./form-frame";
import type { FormParts } from "./form-parts";
import { PlanFields } from "./plan-fields";
import { useDraft } from "./use-draft";

interface NewDeliveryProps {
  readonly api: DeliveriesApi;
  readonly parts: FormParts;
  readonly nowS: number;
  /** Called with what the tracker decided, in words. */
  readonly onDone: (shipmentId: string, said: string) => void;
  readonly onClose: () => void;
}

const ID_LETTERS = 4;

/** Plans a delivery of a shipment that has none. */
export function NewDelivery({ api, parts, nowS, onDone, onClose }: NewDeliveryProps) {
  const text = useMessages().deliveries.form;
  const [shipmentId, setShipmentId] = useState(() =>
    suggestedId(new Date(nowS * 1000), crypto.getRandomValues(new Uint8Array(ID_LETTERS))),
  );
  const [first] = useState(() => emptyDraft(readerZone()));
  const form = useDraft(first);
  const create = async () => {
    const id = shipmentId.trim();
    if (id === "") {
      form.say({ shipmentId: text.faults.required });
      return;
    }
    const decision = await form.submit(async (plan, key) => {
      const outcome = await api.create(id, plan, `${key}-${commandPart(id)}`);
      // The id is taken: to say that the delivery has changed would not help here.
      return outcome.problem?.code === "version_mismatch"
        ? { data: null, problem: { ...outcome.problem, field: "shipmentId", detail: text.taken } }
        : outcome;
    });
    if (decision === null) return;
    onDone(id, decision.isPending ? text.pending(visibleText(id)) : text.created(visibleText(id)));
  };
  return (
    <FormFrame
      title={text.create}
      submitLabel={text.create}
      form={form}
      onSubmit={() => void create()}
      onClose={onClose}
    >
      <TextField
        label={text.fields.shipmentId}
        hint={text.idHint}
        problem={form.problems.shipmentId}
        isRequired={true}
        value={shipmentId}
        onChange={(value) => {
          setShipmentId(value);
          form.say({});
        }}
      />
      <PlanFields form={form} parts={parts} nowS={nowS} />
    </FormFrame>
  );
}

/** Return a part of a command's key that differs between ids; keys are plain characters. */
function commandPart(id: string): string {
  return encodeURIComponent(id).slice(0, 128);
}
