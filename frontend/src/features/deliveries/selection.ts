import { useMemo, useState } from "react";
import type { Entry } from "../../deliveries/delivery-order";

/** The server takes no more statuses in one request, so no more are selected. */
export const MOST_SELECTED = 500;

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** How many were to be selected, where those are more than can be. */
  readonly wanted: number | null;
  /** Select or deselect one; extended: all from the last one to it. */
  readonly toggle: (shipmentId: string, isExtended: boolean, shown: readonly Entry[]) => void;
  readonly extend: (from: string, to: string, shown: readonly Entry[]) => void;
  readonly selectAll: (shown: readonly Entry[]) => void;
  readonly keep: (ids: readonly string[]) => void;
}

interface Selected {
  readonly ids: ReadonlySet<string>;
  readonly wanted: number | null;
  readonly last: string | null;
}

/** Return the selected deliveries, and how to change that. */
export function useSelection(): Selection {
  const [{ ids, wanted }, setSelected] = useState<Selected>(() => bounded([], null));
  const acts = useMemo<Omit<Selection, "ids" | "wanted">>(
    () => ({
      toggle: (shipmentId, isExtended, shown) =>
        setSelected((held) => toggled(held, shipmentId, isExtended ? shown : null)),
      extend: (from, to, shown) => setSelected(({ ids: held }) => bounded([...held, ...between(shown, from, to)], to)),
      selectAll: (shown) =>
        setSelected(({ last }) =>
          bounded(
            shown.map(({ delivery }) => delivery.shipmentId),
            last,
          ),
        ),
      keep: (kept) => setSelected(bounded(kept, null)),
    }),
    [],
  );
  return useMemo(() => ({ ids, wanted, ...acts }), [ids, wanted, acts]);
}

function toggled({ ids, last }: Selected, shipmentId: string, shown: readonly Entry[] | null): Selected {
  if (shown !== null && last !== null) {
    return bounded([...ids, ...between(shown, last, shipmentId)], shipmentId);
  }
  const next = new Set(ids);
  if (!next.delete(shipmentId)) next.add(shipmentId);
  return bounded([...next], shipmentId);
}

/** Select the first ones, as many as can be changed at once. */
function bounded(ids: readonly string[], last: string | null): Selected {
  const all = new Set(ids);
  if (all.size <= MOST_SELECTED) return { ids: all, wanted: null, last };
  return { ids: new Set([...all].slice(0, MOST_SELECTED)), wanted: all.size, last };
}

/** Return the ids from one row to another, whichever comes first. */
function between(shown: readonly Entry[], from: string, to: string): readonly string[] {
  const at = (id: string) => shown.findIndex(({ delivery }) => delivery.shipmentId === id);
  const [a, b] = [at(from), at(to)];
  if (a < 0 || b < 0) return [to];
  return shown.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ delivery }) => delivery.shipmentId);
}
