import { worldDistanceM } from "../geo/earth";
import { nearestCopy } from "../geo/longitude";
import { between, glideMs, glideProgress, turn } from "./motion";

/** A turn is drawn this long, whether the marker moves or not. */
const TURN_MS = 500;

interface Fields {
  readonly fromX: Float64Array;
  readonly fromY: Float64Array;
  readonly toX: Float64Array;
  readonly toY: Float64Array;
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly fromDeg: Float32Array;
  readonly toDeg: Float32Array;
}

/**
 * Where every marker is drawn at a moment, by slot. Times are of `performance.now()`, places of the unit square.
 *
 * A glide over the antimeridian begins beyond the edge of the square and ends at its fix.
 */
export class Glides {
  #fields = createFields(0);
  #busyUntilMs = 0;
  #isStill = false;

  /** Return the moment after which nothing moves until the next fix. */
  get busyUntilMs(): number {
    return this.#busyUntilMs;
  }

  /** Jump instead of gliding from now on, for people who asked for less motion. */
  setStill(isStill: boolean): void {
    this.#isStill = isStill;
  }

  x(slot: number, nowMs: number): number {
    const f = this.#fields;
    const done = glideProgress(nowMs, f.startMs[slot] ?? 0, f.endMs[slot] ?? 0);
    return between(f.fromX[slot] ?? 0, f.toX[slot] ?? 0, done);
  }

  y(slot: number, nowMs: number): number {
    const f = this.#fields;
    const done = glideProgress(nowMs, f.startMs[slot] ?? 0, f.endMs[slot] ?? 0);
    return between(f.fromY[slot] ?? 0, f.toY[slot] ?? 0, done);
  }

  /** Return where the marker points, or NaN when nobody knows. */
  directionDeg(slot: number, nowMs: number): number {
    const f = this.#fields;
    const start = f.startMs[slot] ?? 0;
    const toDeg = f.toDeg[slot] ?? Number.NaN;
    return turn(f.fromDeg[slot] ?? Number.NaN, toDeg, glideProgress(nowMs, start, start + TURN_MS));
  }

  /** Return how fast the marker glides, in units of the square for each millisecond; 0 where it stands. */
  speed(slot: number, nowMs: number): number {
    const f = this.#fields;
    const [startMs, endMs] = [f.startMs[slot] ?? 0, f.endMs[slot] ?? 0];
    if (nowMs >= endMs) return 0;
    const wayX = Math.abs((f.toX[slot] ?? 0) - (f.fromX[slot] ?? 0));
    const wayY = Math.abs((f.toY[slot] ?? 0) - (f.fromY[slot] ?? 0));
    return Math.max(wayX, wayY) / (endMs - startMs);
  }

  /** Return whether the marker turns, so that it looks different with every frame even where it stands. */
  isTurning(slot: number, nowMs: number): boolean {
    const f = this.#fields;
    return nowMs < (f.startMs[slot] ?? 0) + TURN_MS && f.fromDeg[slot] !== f.toDeg[slot];
  }

  /** Set off from where the marker is drawn now to a new fix, `gapS` seconds after the one before. */
  aim(slot: number, x: number, y: number, directionDeg: number, gapS: number, nowMs: number): void {
    const wayM = worldDistanceM(this.#fields.toX[slot] ?? x, this.#fields.toY[slot] ?? y, x, y);
    const durationMs = this.#isStill ? 0 : glideMs(gapS, wayM);
    if (durationMs === 0) {
      this.place(slot, x, y, directionDeg);
      return;
    }
    const [nowX, nowY, nowDeg] = [this.x(slot, nowMs), this.y(slot, nowMs), this.directionDeg(slot, nowMs)];
    this.#write(slot, nearestCopy(nowX, x), nowY, x, y, nowMs, nowMs + durationMs, nowDeg, directionDeg);
    this.#busyUntilMs = Math.max(this.#busyUntilMs, nowMs + Math.max(durationMs, TURN_MS));
  }

  /** Put the marker at a fix at once. */
  place(slot: number, x: number, y: number, directionDeg: number): void {
    this.#write(slot, x, y, x, y, 0, 0, directionDeg, directionDeg);
  }

  /** End every glide at its fix, for example after the page was hidden. */
  finish(slotEnd: number): void {
    const f = this.#fields;
    f.endMs.fill(0, 0, slotEnd);
    f.startMs.fill(0, 0, slotEnd);
    this.#busyUntilMs = 0;
  }

  #write(
    slot: number,
    fromX: number,
    fromY: number,
    toX: number,
    toY: number,
    startMs: number,
    endMs: number,
    fromDeg: number,
    toDeg: number,
  ): void {
    if (slot >= this.#fields.toX.length) this.#fields = grown(this.#fields, Math.max(1024, slot * 2));
    const f = this.#fields;
    f.fromX[slot] = fromX;
    f.fromY[slot] = fromY;
    f.toX[slot] = toX;
    f.toY[slot] = toY;
    f.startMs[slot] = startMs;
    f.endMs[slot] = endMs;
    f.fromDeg[slot] = fromDeg;
    f.toDeg[slot] = toDeg;
  }
}

function createFields(capacity: number): Fields {
  const wide = () => new Float64Array(capacity);
  const narrow = () => new Float32Array(capacity);
  return {
    fromX: wide(),
    fromY: wide(),
    toX: wide(),
    toY: wide(),
    startMs: wide(),
    endMs: wide(),
    fromDeg: narrow(),
    toDeg: narrow(),
  };
}

function grown(from: Fields, capacity: number): Fields {
  const to = createFields(capacity);
  for (const name of Object.keys(to) as (keyof Fields)[]) to[name].set(from[name]);
  return to;
}
