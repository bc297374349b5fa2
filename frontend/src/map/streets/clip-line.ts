interface Point {
  readonly x: number;
  readonly y: number;
}

/** Return the parts of a line within a square from `low` to `high`; the line itself where all of it is. */
export function clipLine(line: readonly Point[], low: number, high: number): readonly (readonly Point[])[] {
  if (line.every(({ x, y }) => x >= low && x <= high && y >= low && y <= high)) return [line];
  const parts: Point[][] = [];
  let last: Point | undefined;
  for (let i = 1; i < line.length; i += 1) {
    const [start, end] = [line[i - 1], line[i]];
    const cut = start && end ? cutSegment(start, end, low, high) : null;
    if (cut === null) continue;
    const part = parts.at(-1);
    if (part !== undefined && last === start && cut[0] === start) part.push(cut[1]);
    else parts.push([...cut]);
    last = cut[1];
  }
  return parts;
}

/** Return the part of a segment within the square (Liang and Barsky), or null; an end that lies within it is kept. */
function cutSegment(start: Point, end: Point, low: number, high: number): readonly [Point, Point] | null {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  let [enter, leave] = [0, 1];
  const sides = [
    [dx, low - start.x],
    [-dx, start.x - high],
    [dy, low - start.y],
    [-dy, start.y - high],
  ] as const;
  for (const [step, room] of sides) {
    if (step === 0 && room > 0) return null;
    if (step > 0) enter = Math.max(enter, room / step);
    if (step < 0) leave = Math.min(leave, room / step);
  }
  if (enter > leave) return null;
  const at = (part: number) => ({ x: start.x + dx * part, y: start.y + dy * part });
  return [enter === 0 ? start : at(enter), leave === 1 ? end : at(leave)];
}
