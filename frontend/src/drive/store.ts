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
  /** The interval between positions of the device, seconds; null where it is not set. */
  intervalS: number | null;
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

type Database = IDBPDatabase<Schema>;

/** Return a function that works on a database, which browsers close now and then under an open page. */
function connectionTo(name: string) {
  let opened: Promise<Database> | null = null;
  const forget = (): void => {
    opened = null;
  };
  const open = (): Promise<Database> => {
    opened ??= openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("kept");
        fresh.createObjectStore("fixes", { autoIncrement: true });
        fresh.createObjectStore("said", { keyPath: "id", autoIncrement: true });
        fresh.createObjectStore("photos");
      },
      terminated: forget,
    });
    opened.catch(forget);
    return opened;
  };
  return async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    try {
      return await work(await open());
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
      forget();
      return work(await open());
    }
  };
}

/** Return the page's own store; it outlives the page and the phone's restart. */
export function openDisk(name: string) {
  const on = connectionTo(name);
  return {
    get: async <N extends keyof Kept>(key: N) => (await on((db) => db.get("kept", key))) as Kept[N] | undefined,
    async set<N extends keyof Kept>(key: N, value: Kept[N]) {
      await on((db) => db.put("kept", value, key));
    },
    drop: (key: keyof Kept) => on((db) => db.delete("kept", key)),
    /** Keep a fix; return how many older ones had to go for it. */
    addFix: (fix: PhoneFix) => on((db) => addFix(db, fix)),
    countFixes: () => on((db) => db.count("fixes")),
    firstFixes: (most = MOST_A_BATCH) => on((db) => firstFixes(db, most)),
    dropFixes: ({ upTo }: QueuedFixes) => on((db) => db.delete("fixes", IDBKeyRange.upperBound(upTo))),
    listSaid: (): Promise<readonly Said[]> => on((db) => db.getAll("said")),
    async say(said: Omit<Said, "id">) {
      await on((db) => db.add("said", said as Said));
    },
    /** Write what is still there, and return it: a driver may have taken some back meanwhile. */
    update: (all: readonly Said[]) => on((db) => update(db, all)),
    /** Take back what may still be taken back; false where it is on its way. */
    takeBack: (id: number) => on((db) => takeBack(db, id)),
    getPhoto: (id: string) => on((db) => db.get("photos", id)),
    async putPhoto(id: string, photo: Blob) {
      await on((db) => db.put("photos", photo, id));
    },
    dropPhoto: (id: string) => on((db) => db.delete("photos", id)),
    /** Remove what ended more than a day ago; a refusal stays until its driver has seen it. */
    tidy: (nowMs: number) => on((db) => tidy(db, nowMs)),
    forget: (id: number) => on((db) => db.delete("said", id)),
  };
}

export type Disk = ReturnType<typeof openDisk>;

async function tidy(db: Database, nowMs: number): Promise<void> {
  const old = (await db.getAll("said")).filter((said) => said.state === "sent" && said.at < nowMs - DAY_MS);
  await Promise.all(old.map((said) => db.delete("said", said.id)));
}

async function addFix(db: Database, fix: PhoneFix): Promise<number> {
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

async function firstFixes(db: Database, most: number): Promise<QueuedFixes | null> {
  const reading = db.transaction("fixes");
  const [keys, fixes] = await Promise.all([reading.store.getAllKeys(null, most), reading.store.getAll(null, most)]);
  const upTo = keys.at(-1);
  return upTo === undefined ? null : { fixes, upTo };
}

async function update(db: Database, all: readonly Said[]): Promise<readonly Said[]> {
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

async function takeBack(db: Database, id: number): Promise<boolean> {
  const writing = db.transaction("said", "readwrite");
  const said = await writing.store.get(id);
  const isOurs = said !== undefined && said.batch === undefined && said.state === "waiting";
  if (isOurs) await writing.store.delete(id);
  await writing.done;
  return isOurs;
}
