import { useEffect, useMemo, useState } from "react";
import type { Device, DevicesApi } from "../../api/devices";

export interface KnownDriver {
  readonly driverId: string;
  readonly name: string | null;
}

/** Return the drivers that can be chosen: those with positions or shipments, and those with a device. */
export function useKnownDrivers(api: DevicesApi, devices: readonly Device[] | null): readonly KnownDriver[] {
  const [ids, setIds] = useState<readonly string[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    void api.driverIds(abort.signal).then((known) => abort.signal.aborted || setIds(known));
    return () => abort.abort();
  }, [api]);
  return useMemo(() => {
    // A device that belongs to no driver has a row in its own name, which is no person.
    const unbound = new Set((devices ?? []).filter(({ driverId }) => driverId == null).map(({ deviceId }) => deviceId));
    const names = new Map<string, string | null>(ids.filter((id) => !unbound.has(id)).map((id) => [id, null]));
    for (const { driverId, driverName } of devices ?? []) {
      if (driverId != null) names.set(driverId, driverName ?? names.get(driverId) ?? null);
    }
    return [...names].map(([driverId, name]) => ({ driverId, name }));
  }, [ids, devices]);
}
