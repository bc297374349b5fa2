import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PlaceHit, PlaceHits, PlaceQuestion } from "../../api/places";
import { en } from "../../messages/en";
import { ASK_AFTER_MS, PlaceSearch, readAnswer } from "./place-search";

const BUTLER: PlaceHit = { source: "town", label: "Butler, Pennsylvania", latitude: 40.86, longitude: -79.9 };
const POINT: PlaceHit = { source: "coordinates", label: "x", latitude: 40.44, longitude: -79.99 };
const hits = (...results: PlaceHit[]): PlaceHits => ({ results, addresses: "skipped", attributions: [] });

type Answer = (question: PlaceQuestion) => PlaceHits | string;

function aSearch(answer: Answer) {
  const asked: { readonly question: PlaceQuestion; readonly signal: AbortSignal }[] = [];
  const api = {
    search: async (question: PlaceQuestion, signal: AbortSignal) => {
      asked.push({ question, signal });
      return answer(question);
    },
  };
  return { search: new PlaceSearch(api, en), asked };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = () => vi.advanceTimersByTimeAsync(ASK_AFTER_MS);

test("a word that is typed letter by letter is asked once, and not at the geocoder", async () => {
  const { search, asked } = aSearch(() => hits(BUTLER));
  for (const text of ["b", "bu", "but"]) search.setText(text);
  await pass();
  expect(asked.map(({ question }) => question)).toEqual([
    { text: "but", withAddresses: false, near: null, units: "km" },
  ]);
  expect(search.state.results?.hits).toEqual([BUTLER]);
});

test("one letter is not asked, and a cleared field shows no places", async () => {
  const { search, asked } = aSearch(() => hits(BUTLER));
  search.setText(" b ");
  await pass();
  expect(asked).toEqual([]);
  search.setText("bu");
  await pass();
  search.setText("");
  expect(search.state).toEqual({ results: null, isAsking: false });
});

test("an answer to an outdated text is aborted and never shown", async () => {
  let answerLate = (_hits: PlaceHits) => undefined as unknown;
  const late = new Promise<PlaceHits>((resolve) => {
    answerLate = resolve;
  });
  const signals: AbortSignal[] = [];
  const search = new PlaceSearch(
    {
      search: ({ text }, signal) => {
        signals.push(signal);
        return text === "bu" ? late : Promise.resolve(hits(POINT));
      },
    },
    en,
  );
  search.setText("bu");
  await pass();
  search.setText("40.44, -79.99");
  await pass();
  answerLate(hits(BUTLER));
  await pass();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  expect(search.state.results?.hits).toEqual([POINT]);
});

test("Enter right after the last key waits for the answer to it", async () => {
  const { search, asked } = aSearch(() => hits(POINT));
  search.setText("40.44, -79.99");
  expect(await search.submit()).toEqual(POINT);
  await pass();
  expect(asked).toHaveLength(1);
});

test("Enter asks the geocoder only where nothing else was found and there is one", async () => {
  const found: PlaceHits = { ...hits(), geocoder: "geo.example" };
  const { search, asked } = aSearch(({ withAddresses }) =>
    withAddresses ? { ...found, addresses: "searched" } : found,
  );
  search.setText("100 Main Street");
  expect(await search.submit()).toBeNull();
  expect(asked.map(({ question }) => question.withAddresses)).toEqual([false, true]);
  expect(search.state.results).toMatchObject({ geocoder: null, problem: en.places.none });

  const without = aSearch(() => ({ ...hits(), addresses: "off" }));
  without.search.setText("100 Main Street");
  expect(await without.search.submit()).toBeNull();
  expect(without.asked).toHaveLength(1);
});

test("the address search is offered beside towns, and not beside coordinates", () => {
  const read = (answer: PlaceHits) => readAnswer({ ...answer, geocoder: "geo.example" }, "x", false, en).geocoder;
  expect(read(hits(BUTLER))).toBe("geo.example");
  expect(read(hits(POINT))).toBeNull();
  expect(read({ ...hits(), problem: { code: "unclear_place", detail: "Why." } })).toBeNull();
});

test.each([
  ["The tracker does not answer. Try again.", "The tracker does not answer. Try again."],
  [{ ...hits(), problem: { code: "unclear_place", detail: "The letter O is unclear." } }, "The letter O is unclear."],
  [{ ...hits(), addresses: "geocoder_busy" as const }, en.places.geocoderBusy],
  [{ ...hits(BUTLER), addresses: "geocoder_unavailable" as const }, en.places.geocoderFailed],
])("a search that fails says one plain sentence: %j", (answer, sentence) => {
  expect(readAnswer(answer, "x", true, en).problem).toBe(sentence);
});
