/** Return the slot whose marker is nearest to a point and within `radius`, or null; NaN means not on the screen. */
export function pick(
  xs: Float32Array,
  ys: Float32Array,
  end: number,
  x: number,
  y: number,
  radius: number,
): number | null {
  let nearest: number | null = null;
  let best = radius * radius;
  for (let slot = 0; slot < end; slot += 1) {
    const dx = (xs[slot] ?? Number.NaN) - x;
    const dy = (ys[slot] ?? Number.NaN) - y;
    const distance = dx * dx + dy * dy;
    if (distance <= best) {
      best = distance;
      nearest = slot;
    }
  }
  return nearest;
}
