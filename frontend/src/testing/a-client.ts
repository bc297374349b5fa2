import { vi } from "vitest";
import { createApiClient } from "../api/client";

/** How a fake server handles a request: it answers, or the network fails. */
export type FakeAnswer = (signal: AbortSignal) => Response | Promise<Response>;

export const NETWORK_FAILS: FakeAnswer = () => Promise.reject(new TypeError("network"));

/** A client of a server that answers with these, in turn; the last answer repeats. */
export function aClient(...answers: readonly FakeAnswer[]) {
  const requests: { readonly address: string; readonly init: RequestInit }[] = [];
  const onServerTime = vi.fn<(unixS: number) => void>();
  const client = createApiClient({
    onServerTime,
    fetchFrom: async (address, init = {}) => {
      requests.push({ address: String(address), init });
      const answer = answers[Math.min(requests.length, answers.length) - 1] ?? NETWORK_FAILS;
      return answer(init.signal ?? new AbortController().signal);
    },
  });
  return { client, requests, onServerTime };
}
