import { createApiClient, type Fetch } from "../api/client";
import { Tracker } from "../fleet/tracker";
import type { StreamOpener } from "../stream/change-stream";
import { ServerClock } from "../stream/server-clock";

const NO_ANSWER: Fetch = () => Promise.reject(new TypeError("network"));

/** A tracker and its client, put together as in main.tsx, of a server that answers with `fetchFrom`. */
export function aTracker(opener: StreamOpener, fetchFrom = NO_ANSWER) {
  const clock = new ServerClock();
  const client = createApiClient({ onServerTime: (unixS) => clock.hint(unixS, performance.now()), fetchFrom });
  return { tracker: new Tracker({ opener, client, clock }), client };
}
