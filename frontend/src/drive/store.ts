import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { PhoneClock } from "./clock";
import type { Said } from "./outbox";
import { MOST_A_BATCH, type PhoneFix, thinned } from "./position-queue";
import type { KeptRoute } from "./route-view";

/** Small things that survive the page, each by its name. */
export interface Kept {
  key: string;
  driverId: string;
  /** Whether the key names the device. */
  hasDevice: boolean;
  deviceId: string;
  language: string;
  shift: Shift;
  /** What the server has not been told yet. */
  dutyToSend: Shift;
  clock: PhoneClock;
  route: KeptRoute;
  counts: Counts;
}

export type Shift = "on" | "break" | "off";

/** What did not reach the server, since the driver last saw it. */
export interface Counts {
  readonly rejected: number;
  readonly thinned: number;
}

interface Schema extends DBSchema {
  kept: { key: string; value: Kept[keyof Kept] };
  fixes: { key: number; value: PhoneFix };
  said: { key: number; value: Said };
  photos: { key: string; value: Blob };
}

/** A batch of the queue with the keys that remove it. */
export interface QueuedFixes {
  readonly fixes: readonly PhoneFix[];
  readonly upTo: number;
}

const DAY_MS = 86_400_000;

/** Return the page's own store; it outlives the page and the phone's restart. */
export async function openStore(name = "drive") {
  const db = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("kept");
      fresh.createObjectStore("fixes", { autoIncrement: true });
      fresh.createObjectStore("said", { keyPath: "id", autoIncrement: true });
      fresh.createObjectStore("photos");
    },
  });
  return {
    get: async <N extends keyof Kept>(key: N) => (await db.get("kept", key)) as Kept[N] | undefined,
    async set<N extends keyof Kept>(key: N, value: Kept[N]) {
      await db.put("kept", value, key);
    },
    async drop(key: keyof Kept) {
      await db.delete("kept", key);
    },
    /** Keep a fix; return how many older ones had to go for it. */
    addFix: (fix: PhoneFix) => addFix(db, fix),
    countFixes: () => db.count("fixes"),
    firstFixes: (most = MOST_A_BATCH) => firstFixes(db, most),
    async dropFixes({ upTo }: QueuedFixes) {
      await db.delete("fixes", IDBKeyRange.upperBound(upTo));
    },
    listSaid: () => db.getAll("said"),
    async say(said: Omit<Said, "id">) {
      await db.add("said", said as Said);
    },
    /** Write what is still there, and return it: a driver may have taken some back meanwhile. */
    update: (all: readonly Said[]) => update(db, all),
    /** Take back what may still be taken back; false where it is on its way. */
    takeBack: (id: number) => takeBack(db, id),
    getPhoto: (id: string) => db.get("photos", id),
    async putPhoto(id: string, photo: Blob) {
      await db.put("photos", photo, id);
    },
    async dropPhoto(id: string) {
      await db.delete("photos", id);
    },
    /** Remove what ended more than a day ago; a refusal stays until its driver has seen it. */
    async tidy(nowMs: number) {
      const old = (await db.getAll("said")).filter((said) => said.state === "sent" && said.at < nowMs - DAY_MS);
      await Promise.all(old.map((said) => db.delete("said", said.id)));
    },
    async forget(id: number) {
      await db.delete("said", id);
    },
    close: () => db.close(),
  };
}

export type Store = Awaited<ReturnType<typeof openStore>>;

async function addFix(db: IDBPDatabase<Schema>, fix: PhoneFix): Promise<number> {
  const writing = db.transaction("fixes", "readwrite");
  await writing.store.add(fix);
  const dropped = thinned(await writing.store.count());
  if (dropped.length > 0) {
    const keys = await writing.store.getAllKeys(null, (dropped.at(-1) ?? 0) + 1);
    for (const index of dropped) await writing.store.delete(keys[index] ?? 0);
  }
  await writing.done;
  return dropped.length;
}

async function firstFixes(db: IDBPDatabase<Schema>, most: number): Promise<QueuedFixes | null> {
  const reading = db.transaction("fixes");
  const [keys, fixes] = await Promise.all([reading.store.getAllKeys(null, most), reading.store.getAll(null, most)]);
  const upTo = keys.at(-1);
  return upTo === undefined ? null : { fixes, upTo };
}

async function update(db: IDBPDatabase<Schema>, all: readonly Said[]): Promise<readonly Said[]> {
  const writing = db.transaction("said", "readwrite");
  const kept = new Map((await writing.store.getAll()).map((said) => [said.id, said]));
  // Another tab may have put it into a request of its own.
  const there = all.filter((said) => {
    const before = kept.get(said.id);
    return before !== undefined && (before.batch === undefined || before.batch === said.batch);
  });
  for (const said of there) await writing.store.put(said);
  await writing.done;
  return there;
}

async function takeBack(db: IDBPDatabase<Schema>, id: number): Promise<boolean> {
  const writing = db.transaction("said", "readwrite");
  const said = await writing.store.get(id);
  const isOurs = said !== undefined && said.batch === undefined && said.state === "waiting";
  if (isOurs) await writing.store.delete(id);
  await writing.done;
  return isOurs;
}
