/** What the page knows about its own sharing. */
export interface Facts {
  /** Whether the driver switched it on. */
  readonly isWanted: boolean;
  /** Whether another tab of this page shares. */
  readonly isElsewhere: boolean;
  readonly trouble: Trouble | null;
  /** When the phone last told a position, by its own clock; null: never since the page was opened. */
  readonly fixAt: number | null;
  readonly now: number;
  readonly isOffline: boolean;
  /** Positions that wait to be sent. */
  readonly kept: number;
}

/** What ends sharing, whatever the driver wants. */
export type Trouble = "insecure" | "no_location" | "denied" | "key_revoked" | "key_may_not";

/** Tell whether only another link ends the trouble. */
export function isKeyTrouble(trouble: Trouble | null): boolean {
  return trouble === "key_revoked" || trouble === "key_may_not";
}

export type SharingState =
  | { readonly kind: "sharing"; readonly fixAgeS: number; readonly kept: number }
  | { readonly kind: "waiting_for_gps"; readonly lastFixAgeS: number | null }
  | { readonly kind: "offline"; readonly kept: number; readonly hasGps: boolean }
  | { readonly kind: "elsewhere" }
  | { readonly kind: "not_sharing" }
  | { readonly kind: "stopped"; readonly trouble: Trouble };

/** A phone that stands still may be silent for a while; after this its position is not known. */
export const SILENT_AFTER_MS = 30_000;

/** Return what a driver has to know, the worst first. */
export function sharingState(facts: Facts): SharingState {
  if (facts.trouble !== null) return { kind: "stopped", trouble: facts.trouble };
  if (!facts.isWanted) return { kind: "not_sharing" };
  if (facts.isElsewhere) return { kind: "elsewhere" };
  const ageMs = facts.fixAt === null ? null : Math.max(0, facts.now - facts.fixAt);
  const hasGps = ageMs !== null && ageMs < SILENT_AFTER_MS;
  if (facts.isOffline) return { kind: "offline", kept: facts.kept, hasGps };
  if (!hasGps) return { kind: "waiting_for_gps", lastFixAgeS: ageMs === null ? null : ageMs / 1000 };
  return { kind: "sharing", fixAgeS: ageMs / 1000, kept: facts.kept };
}
