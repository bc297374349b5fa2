import { type PhoneClock, type PhoneTime, trueSeconds } from "./clock";
import type { Place } from "./position-queue";

export type Outcome = "out_for_delivery" | "delivered" | "attempt_failed";

/** In the order in which drivers need them. */
export const REASONS = [
  "nobody_home",
  "refused",
  "wrong_address",
  "no_access",
  "damaged",
  "not_ready",
  "out_of_time",
  "vehicle",
  "weather",
  "other",
] as const;

export type Reason = (typeof REASONS)[number];

/** What a driver says of deliveries with one tap. */
export interface Report {
  readonly to: Outcome;
  readonly reason?: Reason;
  readonly note?: string;
  readonly photo?: Blob;
}

export interface StoredPhoto {
  readonly ref: string;
  readonly sha256: string;
}

/** What a driver said about a delivery, kept until the server has decided on it. */
export interface Said extends PhoneTime {
  /** Its number in the order in which it was said. */
  readonly id: number;
  readonly shipmentId: string;
  readonly to: Outcome;
  readonly state: "waiting" | "sent" | "refused";
  readonly reason?: Reason;
  readonly note?: string;
  readonly position?: Place;
  /** The photo in the page's own store that is to be sent first. */
  readonly photoId?: string;
  readonly photo?: StoredPhoto;
  /** How often the photo was refused or took too long. */
  readonly photoTries?: number;
  readonly isPhotoLost?: boolean;
  /** The request that it belongs to, and what that said: repeats must be the same. */
  readonly batch?: string;
  readonly item?: StatusItem;
  /** Why the server refused it. */
  readonly code?: string;
  readonly detail?: string;
}

/** An item of /api/delivery-status. */
export interface StatusItem {
  readonly shipmentId: string;
  readonly to: Outcome;
  readonly at: number;
  readonly reason?: Reason;
  readonly note?: string;
  readonly position?: Place;
  readonly proof?: readonly { readonly kind: "photo"; readonly ref: string; readonly sha256: string }[];
}

export interface ItemResult {
  readonly index: number;
  readonly result: "accepted" | "refused" | "pending";
  readonly code?: string;
  readonly detail?: string;
}

export const UNDO_MS = 10_000;
export const MOST_A_REQUEST = 100;

/** Tell whether a driver may still take it back. A clock that was set back ends that at once. */
export function canUndo(said: Said, nowMs: number): boolean {
  const age = nowMs - said.at;
  return said.state === "waiting" && said.batch === undefined && age >= 0 && age < UNDO_MS;
}

/** Return when the next one may be sent that waits for its undo, in milliseconds from now, or null. */
export function nextDueIn(all: readonly Said[], nowMs: number): number | null {
  const held = all.filter((said) => canUndo(said, nowMs)).map((said) => said.at + UNDO_MS - nowMs);
  return held.length === 0 ? null : Math.min(...held);
}

/**
 * Return what to send next, in the order in which it was said: the whole of a request that has no answer yet, else what waits
 * before the first that may still be taken back.
 */
export function nextToSend(all: readonly Said[], nowMs: number): readonly Said[] {
  const waiting = all.filter((said) => said.state === "waiting").toSorted((a, b) => a.id - b.id);
  const batch = waiting.find((said) => said.batch !== undefined)?.batch;
  if (batch !== undefined) return waiting.filter((said) => said.batch === batch);
  const held = waiting.findIndex((said) => canUndo(said, nowMs));
  return (held < 0 ? waiting : waiting.slice(0, held)).slice(0, MOST_A_REQUEST);
}

/** Tell whether a delivery has such an outcome that waits: the second tap of a double tap says nothing new. */
export function isSaidAlready(all: readonly Said[], shipmentId: string, to: Outcome): boolean {
  const waiting = all.filter((said) => said.shipmentId === shipmentId && said.state === "waiting");
  return waiting.some((said) => said.to === to || said.to !== "out_for_delivery");
}

/** Return it as the server takes it, with its time by the server's clock. */
export function itemOf(said: Said, clock: PhoneClock): StatusItem {
  const { shipmentId, to, reason, note, position, photo } = said;
  return {
    shipmentId,
    to,
    at: trueSeconds(said, clock),
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined || note === "" ? {} : { note }),
    ...(position === undefined ? {} : { position }),
    ...(photo === undefined ? {} : { proof: [{ kind: "photo", ...photo }] }),
  };
}

/** Return what was sent as it is after the answer; what the server has not decided keeps waiting, with the same request. */
export function afterAnswer(sent: readonly Said[], results: readonly ItemResult[]): readonly Said[] {
  const byIndex = new Map(results.map((result) => [result.index, result]));
  return sent.map((said, index) => {
    const result = byIndex.get(index);
    if (result?.result === "accepted") return { ...said, state: "sent" };
    if (result?.result !== "refused") return said;
    const { code, detail } = result;
    return { ...said, state: "refused", ...(code ? { code } : {}), ...(detail ? { detail } : {}) };
  });
}
