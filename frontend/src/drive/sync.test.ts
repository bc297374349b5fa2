import { expect, test } from "vitest";
import type { DriverApi, Reply } from "../api/driver-api";
import { UNKNOWN_CLOCK } from "./clock";
import type { Said } from "./outbox";
import type { PhoneFix } from "./position-queue";
import type { Store } from "./spare-store";
import { sendRound } from "./sync";

const NOW = 1_770_000_000_000;
const STORED = { ref: "stored", sha256: "0".repeat(64), size: 9, type: "image/jpeg" } as const;
const LOST = { kind: "lost" } as const;

function refusal(status: number, retryAfterS: number | null = null): Reply<never> {
  return { kind: "refused", status, isOurs: true, code: "some_code", detail: "Some reason.", retryAfterS };
}

/** A store in memory, as far as a round needs it. */
function aStore(fixes: number, said: readonly Partial<Said>[] = []) {
  const kept = new Map<string, unknown>();
  const photos = new Map([["photo", new Blob(["x"])]]);
  const state = {
    fixes: Array.from({ length: fixes }, (_, index) => ({ at: NOW + index * 5_000, setBackMs: 0 }) as PhoneFix),
    said: said.map(
      (each, id) =>
        ({ id, shipmentId: `PKG-${id}`, to: "delivered", at: 0, setBackMs: 0, state: "waiting", ...each }) as Said,
    ),
  };
  const store = {
    get: async (name: string) => kept.get(name),
    set: async (name: string, value: unknown) => void kept.set(name, value),
    drop: async (name: string) => void kept.delete(name),
    firstFixes: async (most = 500) =>
      state.fixes.length === 0 ? null : { fixes: state.fixes.slice(0, most), upTo: Math.min(most, state.fixes.length) },
    dropFixes: async ({ upTo }: { upTo: number }) => void state.fixes.splice(0, upTo),
    listSaid: async () => state.said,
    update: async (all: readonly Said[]) => {
      state.said = state.said.map((each) => all.find(({ id }) => id === each.id) ?? each);
      return all;
    },
    getPhoto: async (id: string) => photos.get(id),
    dropPhoto: async (id: string) => void photos.delete(id),
  };
  return { store: store as unknown as Store, state, kept, photos };
}

function anApi(answers: Partial<DriverApi>): DriverApi {
  const accepted = async (items: readonly object[]) =>
    ({
      kind: "ok",
      data: {
        ...{ accepted: items.length, refused: 0, pending: 0 },
        results: items.map((_, index) => ({ index, result: "accepted" })),
      },
    }) as never;
  return {
    session: async () => LOST,
    route: async () => LOST,
    sendFixes: async (fixes) => ({ kind: "ok", data: { accepted: fixes.length, rejected: [] } }),
    sendStatuses: accepted,
    sendPhoto: async () => ({ kind: "ok", data: STORED }),
    setDuty: async () => ({ kind: "ok", data: {} }),
    ...answers,
  };
}

function round(store: Store, api: DriverApi, isAlone = true) {
  let serial = 0;
  return sendRound({
    ...{ api, store, sender: { driverId: "Dave-007" }, clock: () => UNKNOWN_CLOCK, now: () => NOW },
    ...{ newId: () => `batch-${++serial}`, isAlone: () => isAlone },
    onProgress: async () => {},
  });
}

test("a shift of positions goes in batches of five hundred, in order of their times", async () => {
  const { store, state } = aStore(1_201);
  const sent: number[][] = [];
  const api = anApi({
    sendFixes: async (fixes) => {
      sent.push(fixes.map((fix) => (fix as { timestamp: number }).timestamp));
      return { kind: "ok", data: { accepted: fixes.length, rejected: [] } };
    },
  });
  expect(await round(store, api)).toEqual({ kind: "done" });
  expect(sent.map((batch) => batch.length)).toEqual([500, 500, 201]);
  expect(sent.flat()).toEqual(sent.flat().toSorted((a, b) => a - b));
  expect(state.fixes).toEqual([]);
});

test("without network everything stays, and the round ends at once", async () => {
  const { store, state } = aStore(3, [{}]);
  const api = anApi({ sendFixes: async () => LOST, sendStatuses: async () => LOST });
  expect(await round(store, api)).toEqual({ kind: "retry", isOffline: true, retryAfterS: null });
  expect([state.fixes.length, state.said[0]?.state]).toEqual([3, "waiting"]);
});

test("a busy server keeps outcomes waiting no longer than it must, and says when to come back", async () => {
  const { store, state } = aStore(3, [{}]);
  const end = await round(store, anApi({ sendFixes: async () => refusal(429, 7) }));
  expect(end).toEqual({ kind: "retry", isOffline: false, retryAfterS: 7 });
  expect([state.fixes.length, state.said[0]?.state]).toEqual([3, "sent"]);
});

test("positions that the server never takes are counted and block nothing", async () => {
  const { store, state, kept } = aStore(2);
  expect(await round(store, anApi({ sendFixes: async () => refusal(422) }))).toEqual({ kind: "done" });
  expect(state.fixes).toEqual([]);
  expect(kept.get("counts")).toEqual({ rejected: 2, thinned: 0 });
});

test("a batch that is too large is halved until it fits", async () => {
  const { store, state } = aStore(8);
  const api = anApi({
    sendFixes: async (fixes) =>
      fixes.length > 3 ? refusal(413) : { kind: "ok", data: { accepted: fixes.length, rejected: [] } },
  });
  expect(await round(store, api)).toEqual({ kind: "done" });
  expect(state.fixes).toEqual([]);
});

test.each([
  [401, "key_revoked"],
  [403, "key_may_not"],
] as const)("an answer of %d stops the page and loses nothing", async (status, trouble) => {
  const { store, state } = aStore(2, [{}]);
  const api = anApi({ sendFixes: async () => refusal(status), sendStatuses: async () => refusal(status) });
  expect(await round(store, api)).toEqual({ kind: "stopped", trouble });
  expect([state.fixes.length, state.said[0]?.state]).toEqual([2, "waiting"]);
});

test("a request that got no answer is repeated with the same key and the same content", async () => {
  const { store, state } = aStore(0, [{}, {}]);
  const asked: string[] = [];
  const forgetful = anApi({
    sendStatuses: async (items, repeatKey) => {
      asked.push(JSON.stringify([repeatKey, items]));
      return LOST;
    },
  });
  await round(store, forgetful);
  state.said = [...state.said, { ...(state.said[0] as Said), id: 9, batch: undefined } as unknown as Said];
  await round(store, forgetful);
  expect(asked[1]).toBe(asked[0]);
});

test("a photo goes before the outcome that names it", async () => {
  const { store, state, photos } = aStore(0, [{ photoId: "photo" }]);
  expect(await round(store, anApi({}))).toEqual({ kind: "done" });
  expect(state.said[0]).toMatchObject({ state: "sent", photo: { ref: "stored", sha256: STORED.sha256 } });
  expect(photos.size).toBe(0);
});

test("a photo that the server does not take never holds its outcome back", async () => {
  const { store, state } = aStore(0, [{ photoId: "photo" }]);
  expect(await round(store, anApi({ sendPhoto: async () => refusal(404) }))).toEqual({ kind: "done" });
  expect(state.said[0]).toMatchObject({ state: "sent", isPhotoLost: true });
});

test("a store of photos that is down gets five tries", async () => {
  const { store, state } = aStore(0, [{ photoId: "photo" }]);
  const api = anApi({ sendPhoto: async () => refusal(503) });
  for (let tries = 1; tries < 5; tries += 1) {
    expect((await round(store, api)).kind).toBe("retry");
    expect(state.said[0]?.state).toBe("waiting");
  }
  expect((await round(store, api)).kind).toBe("done");
  expect(state.said[0]).toMatchObject({ state: "sent", isPhotoLost: true });
});

test("a busy server is told of the shift later", async () => {
  const { store, kept } = aStore(0);
  kept.set("dutyToSend", "on");
  const end = await round(store, anApi({ setDuty: async () => refusal(429, 7) }));
  expect(end).toEqual({ kind: "retry", isOffline: false, retryAfterS: 7 });
  expect(kept.get("dutyToSend")).toBe("on");
});

test("a driver whose duty the key may not change shares all the same", async () => {
  const { store, kept } = aStore(0);
  kept.set("dutyToSend", "on");
  expect(await round(store, anApi({ setDuty: async () => refusal(403) }))).toEqual({ kind: "done" });
  expect(kept.has("dutyToSend")).toBe(false);
});

test("a server that keeps no drivers is not told of the shift again", async () => {
  const { store, kept } = aStore(0);
  kept.set("dutyToSend", "on");
  expect(await round(store, anApi({ setDuty: async () => refusal(404) }))).toEqual({ kind: "done" });
  expect(kept.has("dutyToSend")).toBe(false);
});

test.each([401, 403, 404, 413])("an answer of %d from a proxy discards nothing and is tried again", async (status) => {
  const { store, state, kept } = aStore(1, [{}]);
  kept.set("dutyToSend", "on");
  const foreign = async () => ({ ...refusal(status), isOurs: false }) as never;
  const end = await round(store, anApi({ sendFixes: foreign, sendStatuses: foreign, setDuty: foreign }));
  expect(end).toEqual({ kind: "retry", isOffline: false, retryAfterS: null });
  expect([state.fixes.length, state.said[0]?.state, kept.get("dutyToSend")]).toEqual([1, "waiting", "on"]);
});

test("a slow photo holds back neither positions nor other deliveries, and after five tries not its own", async () => {
  const { store, state } = aStore(2, [{ photoId: "photo" }, {}, { shipmentId: "PKG-0" }]);
  const slow = anApi({ sendPhoto: async () => ({ kind: "lost", isTimeout: true }) });
  expect((await round(store, slow)).kind).toBe("retry");
  expect(state.fixes).toEqual([]);
  expect(state.said.map((each) => each.state)).toEqual(["waiting", "sent", "waiting"]);
  for (let tries = 2; tries <= 5; tries += 1) await round(store, slow);
  expect(state.said.map((each) => each.state)).toEqual(["sent", "sent", "sent"]);
  expect(state.said[0]).toMatchObject({ isPhotoLost: true });
});

test("a phone without network tries a photo as often as it takes", async () => {
  const { store, state } = aStore(0, [{ photoId: "photo" }]);
  for (let tries = 1; tries <= 9; tries += 1) await round(store, anApi({ sendPhoto: async () => LOST }));
  expect(state.said[0]).toMatchObject({ state: "waiting", photoId: "photo" });
});

test("a tab that another one took over from sends nothing more", async () => {
  const { store, state } = aStore(2, [{}]);
  expect(await round(store, anApi({}), false)).toEqual({ kind: "done" });
  expect([state.fixes.length, state.said[0]?.state]).toEqual([2, "waiting"]);
});
