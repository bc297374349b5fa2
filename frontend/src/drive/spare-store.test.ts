import { expect, test } from "vitest";
import type { PhoneFix } from "./position-queue";
import { MOST_IN_MEMORY, withMemory } from "./spare-store";
import type { Disk } from "./store";

const FULL = new DOMException("The disk is full.", "QuotaExceededError");

function aDisk() {
  const kept: PhoneFix[] = [];
  const state = { isFull: true, kept };
  const refuse = async () => {
    if (state.isFull) throw FULL;
  };
  const disk = {
    ...{ set: refuse, get: refuse, say: refuse, putPhoto: refuse, getPhoto: refuse, dropPhoto: refuse },
    addFix: async (fix: PhoneFix) => {
      await refuse();
      kept.push(fix);
      return 0;
    },
    countFixes: async () => kept.length,
    firstFixes: async () => null,
    listSaid: async () => [],
  };
  return { disk: disk as unknown as Disk, state };
}

const fix = (at: number) => ({ at, setBackMs: 0 }) as PhoneFix;
const SAID = { shipmentId: "PKG-1", to: "delivered", at: 1, setBackMs: 0, state: "waiting" } as const;

test("a full disk loses no position, outcome or photo while the page is open, and the page knows it", async () => {
  const { disk } = aDisk();
  const store = withMemory(disk);
  expect(store.isLossy()).toBe(false);
  await store.addFix(fix(1));
  await store.say(SAID);
  await store.set("shift", "on");
  await store.putPhoto("photo", new Blob(["x"]));
  expect(store.isLossy()).toBe(true);
  const queued = await store.firstFixes(500);
  expect(queued?.fixes).toEqual([fix(1)]);
  expect(await store.get("shift")).toBe("on");
  expect((await store.getPhoto("photo"))?.size).toBe(1);
  const [said] = await store.listSaid();
  expect(await store.update([{ ...SAID, id: said?.id ?? 0, state: "sent" }])).toHaveLength(1);
  if (queued !== null) await store.dropFixes(queued);
  expect(await store.countFixes()).toBe(0);
  expect((await store.listSaid())[0]?.state).toBe("sent");
});

test("memory keeps the newest positions, and moves them to the disk in order once it has room", async () => {
  const { disk, state } = aDisk();
  const store = withMemory(disk);
  for (let at = 1; at <= MOST_IN_MEMORY + 5; at += 1) await store.addFix(fix(at));
  expect((await store.firstFixes(1))?.fixes).toEqual([fix(6)]);
  state.isFull = false;
  await store.addFix(fix(9_999));
  expect(state.kept.map(({ at }) => at)).toEqual([
    ...Array.from({ length: MOST_IN_MEMORY - 1 }, (_, index) => index + 7),
    ...[9_999],
  ]);
  expect(store.isLossy()).toBe(false);
});
