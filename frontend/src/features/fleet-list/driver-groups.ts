/** The head of a driver's shipments in the list. */
export interface DriverHead {
  readonly driverId: string;
  readonly count: number;
}

/** A shipment by its slot and its place among all, or the head above a driver's shipments. */
export type ListItem = { readonly slot: number; readonly index: number } | DriverHead;

export function isHead(item: ListItem): item is DriverHead {
  return "driverId" in item;
}

/** Return the slots as a list without heads. */
export function plainItems(order: readonly number[]): readonly ListItem[] {
  return order.map((slot, index) => ({ slot, index }));
}

/** Return slots that are sorted by driver as a list with a head above each driver's shipments. */
export function groupedItems(order: readonly number[], driverOf: (slot: number) => string): readonly ListItem[] {
  const items: ListItem[] = [];
  let start = 0;
  while (start < order.length) {
    const driverId = driverOf(order[start] ?? -1);
    let end = start + 1;
    while (end < order.length && driverOf(order[end] ?? -1) === driverId) end += 1;
    items.push({ driverId, count: end - start });
    for (let index = start; index < end; index += 1) items.push({ slot: order[index] ?? -1, index });
    start = end;
  }
  return items;
}
