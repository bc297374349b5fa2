import type { components } from "./schema.gen";

/** One shipment's latest position. Times are Unix seconds, speed is m/s, heading degrees from north. */
export type Row = components["schemas"]["Row"];

/** A driver's own latest position: it names no shipment. */
export type DriverRow = components["schemas"]["DriverRow"];

export type Heartbeat = components["schemas"]["Heartbeat"];

/** One planned delivery as the table of deliveries shows it. */
export type Delivery = components["schemas"]["Delivery"];
/** One delivery together with where it was last seen. */
export type DeliveryWithPosition = components["schemas"]["DeliveryWithPosition"];
export type DeliveryStatus = components["schemas"]["Status"];
export type DeliveryPlan = components["schemas"]["DeliveryPlan"];
export type DeliveryChange = components["schemas"]["DeliveryChange"];
export type FailureReason = components["schemas"]["FailureReason"];
export type StatusItem = components["schemas"]["StatusItem"];
export type CommandResult = components["schemas"]["CommandResult"];
export type CommandResults = components["schemas"]["CommandResults"];
/** The open alerts as the server lists them, with drivers' own. */
export type AlertPage = components["schemas"]["AlertPage"];
