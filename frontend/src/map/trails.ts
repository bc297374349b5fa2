import type { FleetDelta, FleetStore } from "../fleet/fleet-store";
import { isAtEdge, worldDistanceM } from "../geo/earth";
import { nearestCopy } from "../geo/longitude";

/** A place on the unit square, or beside it where the way crossed the antimeridian, and the Unix time of the fix there. */
export interface TrailPoint {
  readonly x: number;
  readonly y: number;
  readonly timeS: number;
}

/** Points that a trail keeps; on straight streets each is worth hundreds of metres. */
export const TRAIL_POINTS = 64;
/** What is older says nothing about now. */
export const TRAIL_AGE_S = 20 * 60;
/** Shipments that have a trail; in a larger fleet the rest go without, so that memory stays bounded. */
const MOST_TRAILS = 20_000;
const SWEEP_EVERY_S = 60;
/** A point this near to the line between its neighbours is noise of the receiver, and is left out … */
const STRAIGHT_WITHIN_M = 4;
/** … as long as the line is no longer than this, so that fading with age stays smooth. */
const LONGEST_PIECE_M = 250;

/** The way of every shipment in the last 20 minutes, oldest first, as seen by this page. The server keeps no history yet. */
export class Trails {
  readonly #store: FleetStore;
  readonly #nowS: () => number;
  readonly #trails = new Map<number, TrailPoint[]>();
  readonly #stop: () => void;
  #sweptAtS: number;

  constructor(store: FleetStore, nowS: () => number) {
    this.#store = store;
    this.#nowS = nowS;
    this.#sweptAtS = nowS();
    this.#stop = store.onDelta((delta) => this.#onDelta(delta));
    this.#onDelta({ written: [...store.slots()], removed: [], membershipChanged: true });
  }

  /** Shipments that have a trail. */
  get count(): number {
    return this.#trails.size;
  }

  of(slot: number): readonly TrailPoint[] {
    return this.#trails.get(slot) ?? [];
  }

  close(): void {
    this.#stop();
  }

  #onDelta({ written, removed }: FleetDelta): void {
    for (const slot of removed) this.#trails.delete(slot);
    const nowS = this.#nowS();
    if (nowS - this.#sweptAtS >= SWEEP_EVERY_S) this.#sweep(nowS);
    const { worldX, worldY, timestamp, suspect } = this.#store.columns;
    for (const slot of written) {
      if (suspect[slot] === 1) continue;
      const point = { x: worldX[slot] ?? 0, y: worldY[slot] ?? 0, timeS: timestamp[slot] ?? 0 };
      const known = this.#trails.get(slot);
      if (known !== undefined) extendTrail(known, point);
      else if (this.#trails.size < MOST_TRAILS) this.#trails.set(slot, [point]);
    }
  }

  /** Forget what is too old, so that an open page does not grow and those who drive now find room. */
  #sweep(nowS: number): void {
    this.#sweptAtS = nowS;
    for (const [slot, trail] of this.#trails) {
      const kept = withoutOld(trail, nowS);
      if (kept.length === 0) this.#trails.delete(slot);
      else if (kept !== trail) this.#trails.set(slot, kept);
    }
  }
}

/** Return a trail without the points that are too old to be drawn; the last of them may be one end of a piece that is not. */
export function withoutOld(trail: TrailPoint[], nowS: number): TrailPoint[] {
  const firstFresh = trail.findIndex(({ timeS }) => nowS - timeS < TRAIL_AGE_S);
  if (firstFresh === -1) return [];
  return firstFresh > 1 ? trail.slice(firstFresh - 1) : trail;
}

/** Add the newest place to a trail: a straight way needs only its ends, and standing still adds nothing. */
export function extendTrail(trail: TrailPoint[], { x, y, timeS }: TrailPoint): void {
  const [anchor, last] = [trail.at(-2), trail.at(-1)];
  const point = { x: nearestCopy(x, last?.x ?? x), y, timeS };
  if (last !== undefined && last.x === point.x && last.y === point.y) return;
  if (anchor !== undefined && last !== undefined && isNeedless(anchor, last, point)) trail.pop();
  trail.push(point);
  if (trail.length > TRAIL_POINTS) trail.shift();
}

/** Return whether a piece lies beyond the map, where a way of metres around the pole would cross half the world. */
export function isBeyondMap(from: TrailPoint, to: TrailPoint): boolean {
  return isAtEdge(from.y) && isAtEdge(to.y);
}

function isNeedless(anchor: TrailPoint, middle: TrailPoint, end: TrailPoint): boolean {
  return (isBeyondMap(anchor, middle) && isBeyondMap(middle, end)) || isOnTheWay(anchor, middle, end);
}

function isOnTheWay(anchor: TrailPoint, middle: TrailPoint, end: TrailPoint): boolean {
  const pieceM = worldDistanceM(anchor.x, anchor.y, end.x, end.y);
  if (pieceM === 0 || pieceM > LONGEST_PIECE_M) return false;
  const [wayX, wayY] = [end.x - anchor.x, end.y - anchor.y];
  const share = ((middle.x - anchor.x) * wayX + (middle.y - anchor.y) * wayY) / (wayX * wayX + wayY * wayY);
  if (share < 0 || share > 1) return false;
  return worldDistanceM(middle.x, middle.y, anchor.x + share * wayX, anchor.y + share * wayY) < STRAIGHT_WITHIN_M;
}

/** Return how visible a piece of a trail is, 1 for now to 0 for what is too old. */
export function trailStrength(ageS: number): number {
  return Math.max(0, Math.min(1, 1 - ageS / TRAIL_AGE_S));
}
