import { useCallback, useEffect, useState } from "react";
import type { Device, DevicesApi } from "../../api/devices";

/** How often the list is requested while the area is open, in milliseconds. */
const LIST_EVERY_MS = 5_000;

export interface DeviceList {
  /** Null until the first answer. */
  readonly devices: readonly Device[] | null;
  readonly isUnreachable: boolean;
  /** Request the list now, for instance after a change. */
  readonly refresh: () => void;
}

/** Follow the list of devices. */
export function useDevices(api: DevicesApi): DeviceList {
  const [devices, setDevices] = useState<readonly Device[] | null>(null);
  const [isUnreachable, setUnreachable] = useState(false);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` requests the list now
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      const { data } = await api.list(abort.signal);
      if (abort.signal.aborted) return;
      if (data !== null) setDevices(data);
      setUnreachable(data === null);
      timer = setTimeout(() => void load(), LIST_EVERY_MS);
    };
    void load();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [api, asked]);
  const refresh = useCallback(() => setAsked((count) => count + 1), []);
  return { devices, isUnreachable, refresh };
}
