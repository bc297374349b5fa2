import type { Connection } from "../../live/connection";
import { formatClock, formatDelay, formatDuration } from "../../ui/format";
import { WORDS } from "../../ui/words";

/** A tracker or a page that is slower than this does not keep up with its devices. */
const BEHIND_ABOVE_S = 5;

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
    case "reconnecting": {
      const waitS = Math.ceil((connection.nextTryAt - nowMs) / 1000);
      return waitS > 0 ? `${word} in ${waitS} s` : `${word}…`;
    }
    case "offline":
      return connection.heardAt === null ? word : `${word} · data as of ${formatClock(connection.heardAt)}`;
    default:
      return connection satisfies never;
  }
}
