import type { components } from "./schema.gen";

/** One shipment's latest position. Times are Unix seconds, speed is m/s, heading degrees from north. */
export type Row = components["schemas"]["Row"];

export type Heartbeat = components["schemas"]["Heartbeat"];
