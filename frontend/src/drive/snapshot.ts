import { type PhoneClock, wrongByMs } from "./clock";
import { canUndo, nextDueIn, type Said } from "./outbox";
import type { KeptRoute } from "./route-view";
import { type SharingState, sharingState, type Trouble } from "./sharing-state";
import type { Counts, Shift } from "./store";

/** What the page shows. */
export interface Snapshot {
  readonly phase: "loading" | "no_link" | "checking" | "ready";
  readonly driverId: string;
  readonly shift: Shift;
  readonly sharing: SharingState;
  readonly route: KeptRoute | null;
  readonly said: readonly Said[];
  readonly counts: Counts;
  readonly clockWrongByMs: number;
  /** Whether the browser keeps nothing, so that what is not sent ends with the page. */
  readonly isLossy: boolean;
  /** By the server's clock where it is known, Unix seconds. */
  readonly nowS: number;
  /** What may still be taken back, and for how long. */
  readonly undo: { readonly said: readonly Said[]; readonly seconds: number } | null;
}

/** What the page knows; times in milliseconds by the phone's clock. */
export interface Known {
  readonly phase: Snapshot["phase"];
  readonly driverId: string;
  readonly shift: Shift;
  readonly route: KeptRoute | null;
  readonly said: readonly Said[];
  readonly counts: Counts;
  readonly clock: PhoneClock;
  readonly now: number;
  readonly isAlone: boolean;
  readonly trouble: Trouble | null;
  readonly fixAt: number | null;
  readonly isOffline: boolean;
  readonly kept: number;
  /** When all that was kept had been sent. */
  readonly sentAt: number;
  readonly isLossy: boolean;
}

/** A page that has not sent for so long does not share, whatever the browser says of the network. */
export const STUCK_AFTER_MS = 30_000;

/** Return what the page shows of what it knows. */
export function snapshotOf(known: Known): Snapshot {
  const { now, said, clock, kept, shift, trouble, fixAt } = known;
  const open = said.filter((each) => canUndo(each, now));
  // What was said with one tap is taken back with one.
  const newest = Math.max(...open.map(({ at }) => at));
  const undone = open.filter(({ at }) => at === newest);
  const isStuck = kept > 0 && now - known.sentAt > STUCK_AFTER_MS;
  return {
    phase: known.phase,
    driverId: known.driverId,
    shift,
    sharing: sharingState({
      ...{ isWanted: shift === "on", isElsewhere: !known.isAlone, trouble, fixAt, now, kept },
      isOffline: known.isOffline || isStuck,
    }),
    route: known.route,
    said,
    counts: known.counts,
    clockWrongByMs: wrongByMs(clock),
    isLossy: known.isLossy,
    nowS: (now - wrongByMs(clock)) / 1000,
    undo: undone.length === 0 ? null : { said: undone, seconds: Math.ceil((nextDueIn(undone, now) ?? 0) / 1000) },
  };
}
