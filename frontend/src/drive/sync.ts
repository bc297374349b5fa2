import type { DriverApi, Refusal, Reply } from "../api/driver-api";
import type { PhoneClock } from "./clock";
import { afterAnswer, itemOf, nextToSend, type Said } from "./outbox";
import { batchOf, MOST_A_BATCH, type Sender } from "./position-queue";
import type { Store } from "./spare-store";
import type { QueuedFixes } from "./store";

/** How a round of sending ended; `stopped` is what only a person can change. */
export type RoundEnd =
  | { readonly kind: "done" }
  | { readonly kind: "retry"; readonly isOffline: boolean; readonly retryAfterS: number | null }
  | { readonly kind: "stopped"; readonly trouble: "key_revoked" | "key_may_not" };

export interface RoundParts {
  readonly api: DriverApi;
  readonly store: Store;
  readonly sender: Sender;
  readonly clock: () => PhoneClock;
  readonly now: () => number;
  readonly newId: () => string;
  /** Whether no other tab sends. */
  readonly isAlone: () => boolean;
  readonly onProgress: () => Promise<void>;
}

const DONE: RoundEnd = { kind: "done" };
const PENDING: RoundEnd = { kind: "retry", isOffline: false, retryAfterS: 1 };
const MOST_PHOTO_TRIES = 5;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const TOO_LARGE = 413;
const SERVER_FAULT = 500;
const CLIENT_FAULT = 400;
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Send what is kept, positions and outcomes each by itself, so that neither waits for the other's trouble. Photos go one at a
 * time after all else, since each may take a minute.
 */
export async function sendRound(parts: RoundParts): Promise<RoundEnd> {
  for (;;) {
    const ends = [await sendFixes(parts), await sendSaid(parts), await sendDuty(parts)];
    const photo = ends.some(({ kind }) => kind === "stopped") ? null : await sendNextPhoto(parts);
    if (photo?.kind === "done") continue;
    const all = photo === null ? ends : [...ends, photo];
    return all.find(({ kind }) => kind === "stopped") ?? all.find(({ kind }) => kind === "retry") ?? DONE;
  }
}

async function sendFixes(parts: RoundParts): Promise<RoundEnd> {
  const { api, store, sender, clock } = parts;
  let most = MOST_A_BATCH;
  for (;;) {
    const queued = await store.firstFixes(most);
    if (queued === null || !parts.isAlone()) return DONE;
    const reply = await api.sendFixes(batchOf(queued.fixes, clock(), sender));
    if (reply.kind === "refused" && reply.status === TOO_LARGE && queued.fixes.length > 1) {
      most = Math.ceil(queued.fixes.length / 2);
      continue;
    }
    const end = endOf(reply);
    if (end !== null) return end;
    await settle(parts, queued, reply.kind === "ok" ? reply.data.rejected.length : queued.fixes.length);
  }
}

async function settle({ store, onProgress }: RoundParts, queued: QueuedFixes, rejected: number): Promise<void> {
  await store.dropFixes(queued);
  if (rejected > 0) {
    const counts = await store.get("counts");
    await store.set("counts", { thinned: counts?.thinned ?? 0, rejected: (counts?.rejected ?? 0) + rejected });
  }
  await onProgress();
}

async function sendSaid(parts: RoundParts): Promise<RoundEnd> {
  for (;;) {
    const next = withoutPhotos(nextToSend(await parts.store.listSaid(), parts.now()));
    if (next.length === 0 || !parts.isAlone()) return DONE;
    const end = await sendBatch(parts, next);
    if (end !== null) return end;
  }
}

function waitsForPhoto(said: Said): boolean {
  return said.photoId !== undefined && said.batch === undefined;
}

/** Return what needs no photo first, nor follows such a one of the same delivery. */
function withoutPhotos(next: readonly Said[]): readonly Said[] {
  const held = new Set<string>();
  return next.filter((said) => {
    if (waitsForPhoto(said)) held.add(said.shipmentId);
    return !held.has(said.shipmentId);
  });
}

/** Send the photo of the first outcome that has one; null where there is none. */
async function sendNextPhoto(parts: RoundParts): Promise<RoundEnd | null> {
  const next = nextToSend(await parts.store.listSaid(), parts.now()).find(waitsForPhoto);
  return next === undefined || !parts.isAlone() ? null : sendPhoto(parts, next);
}

/** Send a photo before the status that names it. A photo that the server will never take does not hold the status up. */
async function sendPhoto({ api, store, onProgress }: RoundParts, said: Said): Promise<RoundEnd> {
  const { photoId, ...rest } = said;
  const photo = photoId === undefined ? undefined : await store.getPhoto(photoId);
  if (photoId === undefined || photo === undefined) {
    await store.update([{ ...rest, isPhotoLost: true }]);
    return DONE;
  }
  const reply = await api.sendPhoto(said.shipmentId, photo, photoId);
  const end = endUnlessForbidden(reply);
  // Without network nothing was tried; a photo that is too slow for the network was.
  const wasTried = reply.kind === "refused" || (reply.kind === "lost" && reply.isTimeout === true);
  const tries = (said.photoTries ?? 0) + (wasTried ? 1 : 0);
  if (end !== null && (end.kind === "stopped" || tries < MOST_PHOTO_TRIES)) {
    await store.update([{ ...said, photoTries: tries }]);
    return end;
  }
  if (reply.kind === "ok") {
    const { ref, sha256 } = reply.data;
    await store.update([{ ...rest, photo: { ref, sha256 } }]);
  } else await store.update([{ ...rest, isPhotoLost: true }]);
  await store.dropPhoto(photoId);
  await onProgress();
  return DONE;
}

async function sendBatch(parts: RoundParts, next: readonly Said[]): Promise<RoundEnd | null> {
  const { api, store, clock, newId, onProgress } = parts;
  const batch = next[0]?.batch ?? newId();
  // Kept before it is sent: a repeat after a lost answer must be the same request.
  const sent = await store.update(next.map((said) => ({ ...said, batch, item: said.item ?? itemOf(said, clock()) })));
  if (sent.length === 0) return null;
  const reply = await api.sendStatuses(
    sent.map((said) => said.item ?? itemOf(said, clock())),
    batch,
  );
  const end = endOf(reply);
  if (end !== null) return end;
  const after = reply.kind === "ok" ? afterAnswer(sent, reply.data.results as never) : refusedAll(sent, reply);
  await store.update(after);
  await onProgress();
  return after.some(({ state }) => state === "waiting") ? PENDING : null;
}

function refusedAll(sent: readonly Said[], reply: Reply<unknown>): readonly Said[] {
  const { code, detail } = reply as Refusal;
  return sent.map((said) => ({ ...said, state: "refused", code, detail }));
}

/** Tell the server whether the driver is on duty; sharing does not depend on what it says to that. */
async function sendDuty({ api, store, sender }: RoundParts): Promise<RoundEnd> {
  const duty = await store.get("dutyToSend");
  if (duty === undefined) return DONE;
  const reply = await api.setDuty(sender.driverId, duty);
  const end = endUnlessForbidden(reply);
  if (end !== null) return end;
  if ((await store.get("dutyToSend")) === duty) await store.drop("dutyToSend");
  return DONE;
}

/** Tell whether the tracker refused it in a way that a repeat would not change. */
export function isFinal(reply: Reply<unknown>): boolean {
  return reply.kind === "refused" && reply.isOurs && reply.status < SERVER_FAULT && !PASSING.has(reply.status);
}

/** Return the same as `endOf` where a key may lack this one permission and still do the rest. */
function endUnlessForbidden(reply: Reply<unknown>): RoundEnd | null {
  return reply.kind === "refused" && reply.isOurs && reply.status === FORBIDDEN ? null : endOf(reply);
}

/** Return why a round ends with this answer; null where it goes on: the server took it, or never will. */
function endOf(reply: Reply<unknown>): RoundEnd | null {
  if (reply.kind === "ok") return null;
  if (reply.kind === "lost") return { kind: "retry", isOffline: true, retryAfterS: null };
  // The page of a proxy says nothing about what was sent.
  if (!reply.isOurs) return { kind: "retry", isOffline: false, retryAfterS: reply.retryAfterS };
  if (isRevoked(reply)) return { kind: "stopped", trouble: "key_revoked" };
  if (reply.status === FORBIDDEN) return { kind: "stopped", trouble: "key_may_not" };
  const isPermanent = reply.status >= CLIENT_FAULT && reply.status < SERVER_FAULT && !PASSING.has(reply.status);
  return isPermanent ? null : { kind: "retry", isOffline: false, retryAfterS: reply.retryAfterS };
}

/** Tell whether the tracker does not know the key, or no longer. */
export function isRevoked(reply: Reply<unknown>): boolean {
  return reply.kind === "refused" && reply.isOurs && reply.status === UNAUTHORIZED;
}
