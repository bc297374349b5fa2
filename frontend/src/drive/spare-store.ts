import type { Said } from "./outbox";
import type { PhoneFix } from "./position-queue";
import { type Disk, type Kept, openDisk, type QueuedFixes } from "./store";

/** About 3 hours at one fix every 5 s: memory that the page does not miss. */
export const MOST_IN_MEMORY = 2_000;
/** Above every number that a database gives, so that memory's own come last. */
const FIRST_ID = 2 ** 52;
/** The bound of a batch that lies in memory. */
const IN_MEMORY = -1;

/** A store that keeps in memory what the browser does not keep, such as when the disk is full. */
export interface Store extends Disk {
  /** Tell whether something is only in memory, where it ends with the page. */
  isLossy(): boolean;
}

export function openStore(name: string): Store {
  return withMemory(openDisk(name));
}

export function withMemory(disk: Disk): Store {
  const values = new Map<keyof Kept, unknown>();
  const photos = new Map<string, Blob>();
  const fixes: PhoneFix[] = [];
  let [said, serial, isBroken]: [readonly Said[], number, boolean] = [[], FIRST_ID, false];

  const read = async <T>(work: () => Promise<T>, otherwise: () => T): Promise<T> => {
    try {
      return await work();
    } catch {
      isBroken = true;
      return otherwise();
    }
  };
  // A full disk can be read, so only what is written shows that it has room.
  const write = <T>(work: () => Promise<T>, otherwise: () => T): Promise<T> =>
    read(async () => {
      const done = await work();
      isBroken = false;
      return done;
    }, otherwise);
  const isMine = (id: number): boolean => id >= FIRST_ID;
  const forgetMine = (id: number): void => {
    said = said.filter((each) => each.id !== id);
  };

  return {
    isLossy: () => isBroken || photos.size > 0 || said.some(isWaiting),
    get: async <N extends keyof Kept>(key: N) =>
      values.has(key) ? (values.get(key) as Kept[N]) : read(() => disk.get(key), noValue),
    set: async (key, value) => {
      values.set(key, value);
      await write(async () => {
        await disk.set(key, value);
        if (values.get(key) === value) values.delete(key);
      }, noValue);
    },
    drop: async (key) => {
      values.set(key, undefined);
      await read(async () => {
        await disk.drop(key);
        if (values.get(key) === undefined) values.delete(key);
      }, noValue);
    },
    addFix: async (fix) => {
      fixes.push(fix);
      let dropped = fixes.splice(0, fixes.length - MOST_IN_MEMORY).length;
      await write(async () => {
        for (let next = fixes[0]; next !== undefined; next = fixes[0]) {
          fixes.shift();
          dropped += await disk.addFix(next).catch((error) => {
            fixes.unshift(next as PhoneFix);
            throw error;
          });
        }
      }, noValue);
      return dropped;
    },
    countFixes: async () =>
      fixes.length +
      (await read(
        () => disk.countFixes(),
        () => 0,
      )),
    firstFixes: async (most) => {
      const kept = await read(
        () => disk.firstFixes(most),
        () => null,
      );
      if (kept !== null || fixes.length === 0) return kept;
      return { fixes: fixes.slice(0, most ?? MOST_IN_MEMORY), upTo: IN_MEMORY };
    },
    dropFixes: async (queued: QueuedFixes) => {
      if (queued.upTo !== IN_MEMORY) return disk.dropFixes(queued);
      const sent = new Set(queued.fixes);
      fixes.splice(0, fixes.length, ...fixes.filter((fix) => !sent.has(fix)));
    },
    listSaid: async () => [...(await read(() => disk.listSaid(), noSaid)), ...said],
    say: (each) =>
      write(
        () => disk.say(each),
        () => {
          said = [...said, { ...each, id: serial++ }];
        },
      ),
    update: async (all) => {
      const mine = all.filter(({ id }) => isMine(id) && said.some((each) => each.id === id));
      said = said.map((each) => mine.find(({ id }) => id === each.id) ?? each);
      const others = all.filter(({ id }) => !isMine(id));
      return [...(others.length === 0 ? [] : await disk.update(others)), ...mine];
    },
    takeBack: async (id) => {
      if (!isMine(id)) return disk.takeBack(id);
      const isOurs = said.some((each) => each.id === id && isWaiting(each) && each.batch === undefined);
      if (isOurs) forgetMine(id);
      return isOurs;
    },
    forget: async (id) => {
      if (!isMine(id)) return disk.forget(id);
      forgetMine(id);
    },
    getPhoto: async (id) => photos.get(id) ?? read(() => disk.getPhoto(id), noValue),
    putPhoto: (id, photo) =>
      write(
        () => disk.putPhoto(id, photo),
        () => void photos.set(id, photo),
      ),
    dropPhoto: async (id) => {
      if (!photos.delete(id)) await read(() => disk.dropPhoto(id), noValue);
    },
    tidy: (nowMs) => read(() => disk.tidy(nowMs), noValue),
  };
}

function isWaiting({ state }: Said): boolean {
  return state === "waiting";
}

function noValue(): undefined {
  return undefined;
}

function noSaid(): readonly Said[] {
  return [];
}
