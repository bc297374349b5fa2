import { useMemo, useState } from "react";
import type { Entry } from "../../deliveries/delivery-order";

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Select or deselect one; extended: all from the last one to it. */
  readonly toggle: (shipmentId: string, isExtended: boolean, shown: readonly Entry[]) => void;
  readonly extend: (from: string, to: string, shown: readonly Entry[]) => void;
  readonly selectAll: (shown: readonly Entry[]) => void;
  readonly keep: (ids: readonly string[]) => void;
}

interface Selected {
  readonly ids: ReadonlySet<string>;
  readonly last: string | null;
}

/** Return the selected deliveries, and how to change that. */
export function useSelection(): Selection {
  const [{ ids }, setSelected] = useState<Selected>({ ids: new Set(), last: null });
  const acts = useMemo<Omit<Selection, "ids">>(
    () => ({
      toggle: (shipmentId, isExtended, shown) =>
        setSelected((held) => toggled(held, shipmentId, isExtended ? shown : null)),
      extend: (from, to, shown) =>
        setSelected(({ ids: held }) => ({ ids: new Set([...held, ...between(shown, from, to)]), last: to })),
      selectAll: (shown) =>
        setSelected(({ last }) => ({ ids: new Set(shown.map(({ delivery }) => delivery.shipmentId)), last })),
      keep: (kept) => setSelected({ ids: new Set(kept), last: null }),
    }),
    [],
  );
  return useMemo(() => ({ ids, ...acts }), [ids, acts]);
}

function toggled({ ids, last }: Selected, shipmentId: string, shown: readonly Entry[] | null): Selected {
  if (shown !== null && last !== null) {
    return { ids: new Set([...ids, ...between(shown, last, shipmentId)]), last: shipmentId };
  }
  const next = new Set(ids);
  if (!next.delete(shipmentId)) next.add(shipmentId);
  return { ids: next, last: shipmentId };
}

/** Return the ids from one row to another, whichever comes first. */
function between(shown: readonly Entry[], from: string, to: string): readonly string[] {
  const at = (id: string) => shown.findIndex(({ delivery }) => delivery.shipmentId === id);
  const [a, b] = [at(from), at(to)];
  if (a < 0 || b < 0) return [to];
  return shown.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ delivery }) => delivery.shipmentId);
}
