/** The fleet as one array per field; a shipment is an index ("slot") into all of them. NaN stands for "not known". */
export interface FleetColumns {
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  readonly worldX: Float64Array;
  readonly worldY: Float64Array;
  readonly timestamp: Float64Array;
  readonly offset: Float64Array;
  readonly index: Float64Array;
  readonly receivedAt: Float64Array;
  /** Seconds between the last two fixes. */
  readonly gapS: Float32Array;
  /** What the device said, in m/s. */
  readonly speed: Float32Array;
  /** What the device said, or else distance by time between the last two fixes; decides moving or stopped only. */
  readonly paceMps: Float32Array;
  /** What the device said of the last fix. */
  readonly headingDeg: Float32Array;
  /** From the fix before to the last one, where the device said nothing. */
  readonly movementDeg: Float32Array;
  /** Where the arrow points: the newest direction of either kind. */
  readonly directionDeg: Float32Array;
  readonly accuracy: Float32Array;
  readonly battery: Float32Array;
  /** When the device was last heard without a position; Unix seconds. */
  readonly contactAt: Float64Array;
  /** 1 while nothing confirms the position, which is too far from the one before. */
  readonly suspect: Float32Array;
}

export function createColumns(capacity: number): FleetColumns {
  const wide = () => new Float64Array(capacity).fill(Number.NaN);
  const narrow = () => new Float32Array(capacity).fill(Number.NaN);
  return {
    latitude: wide(),
    longitude: wide(),
    worldX: wide(),
    worldY: wide(),
    timestamp: wide(),
    offset: wide(),
    index: wide(),
    receivedAt: wide(),
    gapS: narrow(),
    speed: narrow(),
    paceMps: narrow(),
    headingDeg: narrow(),
    movementDeg: narrow(),
    directionDeg: narrow(),
    accuracy: narrow(),
    battery: narrow(),
    contactAt: wide(),
    suspect: narrow(),
  };
}

/** Return columns of a greater capacity that begin with what `from` holds. */
export function growColumns(from: FleetColumns, capacity: number): FleetColumns {
  const to = createColumns(capacity);
  for (const name of Object.keys(to) as (keyof FleetColumns)[]) {
    to[name].set(from[name]);
  }
  return to;
}

/** Forget the motion of a slot, so that the next shipment in it does not inherit it. */
export function clearMotion(columns: FleetColumns, slot: number): void {
  columns.gapS[slot] = Number.NaN;
  columns.paceMps[slot] = Number.NaN;
  columns.directionDeg[slot] = Number.NaN;
}
