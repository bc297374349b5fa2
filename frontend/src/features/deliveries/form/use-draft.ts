import { useRef, useState } from "react";
import type { Problem } from "../../../api/client";
import type { Decision, Outcome } from "../../../api/deliveries";
import type { DeliveryPlan } from "../../../api/types";
import { changedFields, type DeliveryDraft, readDraft } from "../../../deliveries/delivery-draft";
import { readerZone } from "../../../deliveries/delivery-words";
import { commandKey, type FormField, fieldOf } from "../../../deliveries/form-problems";
import type { Messages } from "../../../messages/messages";
import { useMessages } from "../../../messages/use-messages";

export type FieldProblems = Readonly<Partial<Record<FormField, string>>>;

/** Sends a plan; the same key and plan again are the same command. */
export type SendPlan = (plan: DeliveryPlan, key: string) => Promise<Outcome<Decision>>;

/** Keep what is typed into a form, what is wrong with it, and what the tracker says of it. */
export function useDraft(first: DeliveryDraft) {
  const messages = useMessages();
  const [base, setBase] = useState(first);
  const [draft, setDraft] = useState(first);
  const [problems, setProblems] = useState<FieldProblems>({});
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const keyOf = useCommandKey();
  const change = (part: Partial<DeliveryDraft>) => {
    setDraft((held) => ({ ...held, ...part }));
    setProblems((held) => without(held, Object.keys(part)));
  };
  const refuse = (problem: Problem) => {
    const field = fieldOf(problem);
    if (field === null) setRefusal(problem);
    else setProblems({ [field]: problem.detail });
  };
  /** Send the plan; returns what was decided, or null where it was refused or could not be sent. */
  const submit = async (send: SendPlan): Promise<Decision | null> => {
    setRefusal(null);
    const { plan, faults } = readDraft(draft, readerZone());
    if (plan === null) {
      setProblems(inWords(faults, messages));
      return null;
    }
    setProblems({});
    setSending(true);
    const { data, problem } = await send(plan, keyOf(draft));
    setSending(false);
    if (problem !== null) refuse(problem);
    return data;
  };
  return {
    base,
    draft,
    problems,
    refusal,
    isSending,
    change,
    submit,
    refuse,
    isDirty: changedFields(base, draft).length > 0,
    /** Go on from another version of the plan. */
    rebase: (nextBase: DeliveryDraft, nextDraft: DeliveryDraft) => {
      setBase(nextBase);
      setDraft(nextDraft);
      setRefusal(null);
    },
    say: setProblems,
  };
}

export type DraftState = ReturnType<typeof useDraft>;

/** Return a key that stays the same while the same content is sent again, so that an answer may be lost. */
function useCommandKey(): (content: unknown) => string {
  const last = useRef({ content: "", key: "" });
  return (content) => {
    const text = JSON.stringify(content);
    if (last.current.content !== text) last.current = { content: text, key: commandKey() };
    return last.current.key;
  };
}

function inWords(faults: Readonly<Record<string, string>>, { deliveries }: Messages): FieldProblems {
  const words: Readonly<Record<string, string>> = deliveries.form.faults;
  return Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, words[fault] ?? fault]));
}

function without(problems: FieldProblems, fields: readonly string[]): FieldProblems {
  return Object.fromEntries(Object.entries(problems).filter(([field]) => !fields.includes(field)));
}
