const STEPS_DEG = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001] as const;
const NARROWEST_PX = 110;

/** Return the coarsest fine step, in degrees, whose lines are at least 110 px apart. */
export function graticuleStep(pixelsPerDegree: number): number {
  let step: number = STEPS_DEG[0];
  for (const candidate of STEPS_DEG) {
    if (candidate * pixelsPerDegree < NARROWEST_PX) break;
    step = candidate;
  }
  return step;
}

/** Return the multiples of `step` from `low` to `high`, without the dirt of adding fractions. */
export function graticuleLines(low: number, high: number, step: number): readonly number[] {
  const lines: number[] = [];
  const decimals = decimalsOf(step);
  for (let i = Math.ceil(low / step); i * step <= high; i += 1) lines.push(Number((i * step).toFixed(decimals)));
  return lines;
}

/** Return a label as charts have it: 30.25° N. */
export function graticuleLabel(degrees: number, positive: string, negative: string, step: number): string {
  // The equator, the prime meridian and the antimeridian lie on neither side.
  const side = degrees === 0 || Math.abs(degrees) === 180 ? "" : ` ${degrees > 0 ? positive : negative}`;
  return `${Math.abs(degrees).toFixed(decimalsOf(step))}°${side}`;
}

function decimalsOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step)));
}
