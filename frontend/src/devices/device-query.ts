import { oneOf, type UrlSlice } from "../ui/url-slice";

export const SIGNALS = ["live", "late", "silent", "none"] as const;
/** How a device is heard; `none` never sent a position. */
export type SignalName = (typeof SIGNALS)[number];

export const BOUND = ["unbound", "bound"] as const;
export type Bound = (typeof BOUND)[number];

/** Which devices are wanted; null and an empty text want all. */
export interface DeviceQuery {
  readonly search: string;
  readonly bound: Bound | null;
  readonly signal: SignalName | null;
}

export const ALL_DEVICES: DeviceQuery = { search: "", bound: null, signal: null };

export interface DevicesInUrl {
  /** The device whose card is open. */
  readonly device: string | null;
  readonly deviceQuery: DeviceQuery;
  /** Whether the page that adds a phone is open. */
  readonly addsPhone: boolean;
}

type Key = "device" | "vq" | "vbound" | "vsignal" | "vadd";

/** What of the devices is wanted, in the address. */
export const devicesUrl: UrlSlice<DevicesInUrl, Key> = {
  keys: ["device", "vq", "vbound", "vsignal", "vadd"],
  parse: (get) => ({
    device: get("device") || null,
    deviceQuery: {
      search: get("vq") ?? "",
      bound: oneOf(BOUND, get("vbound")) ?? null,
      signal: oneOf(SIGNALS, get("vsignal")) ?? null,
    },
    addsPhone: get("vadd") === "1",
  }),
  format: ({ device, deviceQuery: { search, bound, signal }, addsPhone }) => ({
    device,
    vq: search === "" ? null : search,
    vbound: bound,
    vsignal: signal,
    vadd: addsPhone ? "1" : null,
  }),
};
