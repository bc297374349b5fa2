import type { CaughtUp } from "../../stream/catch-up";
import type { Connection } from "../../stream/connection";
import { POLL_EVERY_MS } from "../../stream/table-poll";
import { formatClock, formatCount, formatDelay, formatDuration } from "../../ui/format";
import { WORDS } from "../../ui/words";

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
export function connectionText(connection: Connection, delayS: number | null, nowMs: number): string {
  const word = WORDS.connection[connection.status];
  switch (connection.status) {
    case "connecting":
      return word;
    case "live":
      if (delayS === null) return word;
      return isBehind(connection, delayS)
        ? `${word} · ${formatDuration(delayS)} behind`
        : `${word} · ${formatDelay(delayS)}`;
    case "late":
      return `${word} · silent for ${formatDuration((nowMs - connection.heardAt) / 1000)}`;
    case "polling":
      return `${word} · asks every ${formatDuration(POLL_EVERY_MS / 1000)}`;
    case "reconnecting": {
      const waitS = Math.ceil((connection.nextTryAt - nowMs) / 1000);
      return waitS > 0 ? `${word} in ${waitS} s` : `${word}…`;
    }
    case "offline":
      return connection.heardAtS === null ? word : `${word} · data as of ${formatClock(connection.heardAtS)}`;
    default:
      return connection satisfies never;
  }
}

/** Return what the page got when its stream went on, for as long as that is news; or null. */
export function caughtUpText(caughtUp: CaughtUp | null, { status }: Connection, nowMs: number): string | null {
  if (caughtUp === null || status !== "live" || nowMs - caughtUp.atMs > CAUGHT_UP_FOR_MS) return null;
  if (caughtUp.isAnew) return "loaded again";
  const changes = caughtUp.changes === 1 ? "change" : "changes";
  return `caught up on ${formatCount(caughtUp.changes)} ${changes}`;
}

/** Return what is wrong on the way to this page, as far as it can tell, or null where nothing is. */
export function diagnosis(connection: Connection, delayS: number | null, heartbeatLagS: number): string | null {
  const detail = WORDS.connectionDetail;
  if ("isHeldBack" in connection && connection.isHeldBack) return detail.heldBack;
  if (connection.status === "live" && heartbeatLagS > LAG_ABOVE_S) return detail.lagsOnTheWay;
  return isBehind(connection, delayS) ? detail.lagsBehind : null;
}
