import type { Messages } from "../../messages/messages";
import { formatClock } from "../../messages/numbers";
import type { CaughtUp } from "../../stream/catch-up";
import type { Connection } from "../../stream/connection";
import { POLL_EVERY_MS } from "../../stream/table-poll";
import { formatDelay, formatDuration } from "../../ui/format";

/** A tracker or a page that is slower than this does not keep up with its devices. */
const BEHIND_ABOVE_S = 5;
/** A heartbeat that was held back for longer than this did not merely take another way. */
const LAG_ABOVE_S = 3;
/** How long the pill says that the page has caught up. */
const CAUGHT_UP_FOR_MS = 10_000;

/** Return whether changes come, but come late. */
export function isBehind({ status }: Connection, delayS: number | null): boolean {
  return status === "live" && delayS !== null && delayS > BEHIND_ABOVE_S;
}

/** Return the connection in words; `delayS` is how long a fix takes to this page, if known. */
export function connectionText(
  connection: Connection,
  delayS: number | null,
  nowMs: number,
  messages: Messages,
): string {
  const text = messages.connection;
  const word = text.status[connection.status];
  const duration = (seconds: number) => formatDuration(seconds, messages);
  switch (connection.status) {
    case "connecting":
      return word;
    case "live":
      if (delayS === null) return word;
      return isBehind(connection, delayS)
        ? `${word} · ${text.behind(duration(delayS))}`
        : `${word} · ${formatDelay(delayS, messages)}`;
    case "late":
      return `${word} · ${text.silentFor(duration((nowMs - connection.heardAt) / 1000))}`;
    case "polling":
      return `${word} · ${text.pollsEvery(duration(POLL_EVERY_MS / 1000))}`;
    case "reconnecting": {
      const waitS = Math.ceil((connection.nextTryAt - nowMs) / 1000);
      return waitS > 0 ? text.retryIn(duration(waitS)) : text.retrying;
    }
    case "offline":
      return connection.heardAtS === null ? word : `${word} · ${text.dataAsOf(formatClock(connection.heardAtS))}`;
    default:
      return connection satisfies never;
  }
}

/** Return what the page got when its stream resumed, for as long as that is news; or null. */
export function caughtUpText(
  caughtUp: CaughtUp | null,
  { status }: Connection,
  nowMs: number,
  { connection: text }: Messages,
): string | null {
  if (caughtUp === null || status !== "live" || nowMs - caughtUp.atMs > CAUGHT_UP_FOR_MS) return null;
  return caughtUp.isAnew ? text.reloaded : text.caughtUp(caughtUp.changes);
}

/** Return what is wrong on the way to this page, as far as it can tell, or null where nothing is. */
export function diagnosis(
  connection: Connection,
  delayS: number | null,
  heartbeatLagS: number,
  { connection: text }: Messages,
): string | null {
  if ("isHeldBack" in connection && connection.isHeldBack) return text.buffered;
  if (connection.status === "live" && heartbeatLagS > LAG_ABOVE_S) return text.delayed;
  return isBehind(connection, delayS) ? text.overloaded : null;
}
