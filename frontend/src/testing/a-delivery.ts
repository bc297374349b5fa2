import type { Delivery } from "../api/types";

let lastRevision = 0;

/** A delivery that was created; each call returns a newer revision. */
export function aDelivery(members: Partial<Delivery> = {}): Delivery {
  lastRevision += 1;
  return {
    shipmentId: "PKG-1",
    destination: { latitude: 40.44, longitude: -79.99 },
    status: "created",
    statusAt: 1_000,
    planRevision: 1,
    revision: lastRevision,
    createdAt: 1_000,
    updatedAt: 1_000,
    ...members,
  };
}
