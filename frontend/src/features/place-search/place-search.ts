import type { PlaceHit, PlaceHits, PlaceQuestion, PlacesApi } from "../../api/places";
import type { Messages } from "../../messages/messages";

/** A fast typist causes one request for a word, not one for each letter. */
export const ASK_AFTER_MS = 200;
/** One letter names too many towns. */
const SHORTEST = 2;

export interface PlaceResults {
  /** What was looked for. */
  readonly text: string;
  readonly hits: readonly PlaceHit[];
  /** Host at which addresses may be searched; null where there is none, or it has just been asked. */
  readonly geocoder: string | null;
  readonly credits: readonly string[];
  /** Why there is no place, or not every place, in words for people. */
  readonly problem: string | null;
}

export interface PlaceSearchState {
  /** The last answer; it may be that to an earlier text while the page waits. */
  readonly results: PlaceResults | null;
  readonly isAsking: boolean;
}

/** What else decides the results. */
export type SearchContext = Pick<PlaceQuestion, "near" | "units">;

const IDLE: PlaceSearchState = { results: null, isAsking: false };

/** Asks the server for the places that a text may mean: the newest text only. Lives outside React. */
export class PlaceSearch {
  context: SearchContext = { near: null, units: "km" };
  readonly #api: PlacesApi;
  readonly #messages: Messages;
  readonly #listeners = new Set<() => void>();
  #state = IDLE;
  #text = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request = new AbortController();

  constructor(api: PlacesApi, messages: Messages) {
    this.#api = api;
    this.#messages = messages;
  }

  get state(): PlaceSearchState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Search for a text after a pause in typing; the text does not leave the installation. */
  setText(text: string): void {
    this.#stop();
    this.#text = text.trim();
    if (this.#text.length < SHORTEST) {
      this.#set(IDLE);
      return;
    }
    this.#set({ ...this.#state, isAsking: true });
    this.#timer = setTimeout(() => void this.#ask(false), ASK_AFTER_MS);
  }

  /** Ask the geocoder of the server, too. */
  searchAddresses(): Promise<void> {
    return this.#ask(true);
  }

  /** Return the likeliest place of the text. Where there is none, ask the geocoder and return null. */
  async submit(): Promise<PlaceHit | null> {
    const text = this.#text;
    if (text.length < SHORTEST) return null;
    if (this.#state.isAsking || this.#state.results?.text !== text) await this.#ask(false);
    const { results, isAsking } = this.#state;
    if (isAsking || results?.text !== text) return null;
    const [first] = results.hits;
    if (first === undefined && results.geocoder !== null) await this.#ask(true);
    return first ?? null;
  }

  close(): void {
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#request.abort();
  }

  async #ask(withAddresses: boolean): Promise<void> {
    this.#stop();
    const text = this.#text;
    this.#request = new AbortController();
    const { signal } = this.#request;
    this.#set({ ...this.#state, isAsking: true });
    const answer = await this.#api.search({ text, withAddresses, ...this.context }, signal);
    if (!signal.aborted)
      this.#set({ results: readAnswer(answer, text, withAddresses, this.#messages), isAsking: false });
  }

  #set(state: PlaceSearchState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Return the results of an answer; a string says why none came. */
export function readAnswer(
  answer: PlaceHits | string,
  text: string,
  withAddresses: boolean,
  { places }: Messages,
): PlaceResults {
  if (typeof answer === "string") return { text, hits: [], geocoder: null, credits: [], problem: answer };
  const { results: hits, attributions: credits, addresses } = answer;
  const isExact = hits.some(({ source }) => source === "coordinates" || source === "plus_code");
  const isAsked = withAddresses && addresses !== "skipped";
  const isUnclear = answer.problem?.code === "unclear_place";
  const geocoder = isExact || isAsked || isUnclear ? null : (answer.geocoder ?? null);
  return { text, hits, geocoder, credits, problem: problemOf(answer, withAddresses, places) };
}

function problemOf(
  { results, addresses, problem }: PlaceHits,
  withAddresses: boolean,
  text: Messages["places"],
): string | null {
  if (addresses === "geocoder_busy") return text.geocoderBusy;
  if (addresses === "geocoder_unavailable") return text.geocoderFailed;
  if (problem != null) return problem.detail;
  return withAddresses && results.length === 0 ? text.none : null;
}
